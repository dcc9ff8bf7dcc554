/** The rule about block lists that hold an address from which the domain's mail is sent. */
import type { Evidence } from '../../model/message.ts';
import { blockListsOf, listTrust, listWord, sharedSenders } from '../../model/view/block-lists.ts';
import type { Facts } from '../../model/view/facts.ts';
import { mailDomain } from '../../model/view/hosts.ts';
import { pointAtDenial, pointAtRecords } from '../../model/view/pointing.ts';
import { isProviderAddress } from '../../model/view/provider-addresses.ts';
import { spfFor, spfRecordEvidence } from '../../model/view/spf/policy.ts';
import { defineRule, type Rule } from '../rule.ts';

/** The test points of the lists that hold the address, where they came out as they must. */
const testPoints = (facts: Facts, address: string): readonly Evidence[] =>
  blockListsOf(facts)
    .filter((list) => listWord(facts, list, address).status === 'listed')
    .map((list) => listTrust(facts, list))
    .filter((trust) => trust.status === 'works')
    .flatMap(({ words }) => words)
    .flatMap(({ seenIn }) => {
      if (!seenIn) return [];
      const answers = seenIn.data.response?.answers ?? [];
      return answers.length > 0
        ? pointAtRecords(seenIn, 'answers', answers.slice(0, 1))
        : [pointAtDenial(seenIn)];
    })
    .slice(0, 4);

const isListed = (facts: Facts, address: string): boolean =>
  blockListsOf(facts).some((list) => listWord(facts, list, address).status === 'listed');

/** The domain's own policy lets the address send, and the provider is not known to send from another one that is on no list. */
const isTheSender = (facts: Facts, address: string): boolean =>
  spfFor(facts, address, mailDomain(facts)).result === 'pass' &&
  sharedSenders(facts).every((each) => each === address || isListed(facts, each));

/** R39: an address that the mail is sent from is on a block list. */
const senderListed = defineRule({
  id: 'R39',
  rootCause: 'mail.sender_listed',
  match: (world) =>
    world.open('listed-sending-address').map((finding) => {
      const { facts } = world;
      const { subject } = finding;
      const isShared = sharedSenders(facts).includes(subject);
      const isProviders = isShared || isProviderAddress(facts, subject);
      return {
        subject,
        service: 'mail' as const,
        accused: isProviders ? ('hosting_provider' as const) : ('customer_configuration' as const),
        basis: 'own_words' as const,
        values: finding.message.values,
        // whose a server is that the provider's own policy does not name, nothing tells from here
        isOpenQuestion: !isShared,
        rivals: [
          {
            faultDomain: 'mail_operator' as const,
            control: 'C6' as const,
            excludedBy: testPoints(facts, subject),
            id: 'block_list_broken',
          },
          {
            faultDomain: 'mail_operator' as const,
            control: 'C9' as const,
            excludedBy: isTheSender(facts, subject)
              ? spfRecordEvidence(facts, mailDomain(facts)).slice(0, 1)
              : [],
            id: 'other_sending_address',
          },
          ...(isShared
            ? []
            : [
                {
                  faultDomain: isProviders
                    ? ('customer_configuration' as const)
                    : ('hosting_provider' as const),
                  control: 'C9' as const,
                  excludedBy: [],
                  id: 'whose_sending_server',
                },
              ]),
        ],
        evidence: finding.evidence,
        explains: [finding],
      };
    }),
});

export const blockListRules: readonly Rule[] = [senderListed];
