/** Rules about how far others can trust what the domain's mail is sent with: its keys, and the addresses that it comes from. */
import type { Finding } from '../../model/finding.ts';
import { reverseName } from '../../model/view/reverse-name.ts';
import { pointAtTrouble, pointAt } from '../../model/view/pointing.ts';
import { isProviderAddress } from '../../model/view/provider-addresses.ts';
import { sendingAddresses } from '../../model/view/provider-mail.ts';
import { wordOn } from '../../model/view/record-word.ts';
import { belongsToProvider } from '../controls.ts';
import { defineRule, type Rule } from '../rule.ts';
import { type RuleWorld } from '../rule-world.ts';
import { lookupFailed } from './mail-parts.ts';
import { zoneOperator } from './zone-operator.ts';

const keyVariants: Readonly<Record<string, string>> = {
  revoked: 'revoked',
  malformed: 'unreadable',
  weak: 'weak',
};

/** A zone at the provider holds the key because the provider wrote it there; elsewhere the customer has to copy it. */
const isZoneOfProvider = (world: RuleWorld): boolean => zoneOperator(world).accused === 'hosting_provider';

/** R37: the key that the provider signs with is not in the zone, or not usable. */
const keyMissing = defineRule({
  id: 'R37',
  rootCause: 'mail.dkim.key_missing',
  match: (world) =>
    world.open('missing-dkim-key').map((finding) => {
      const variant = keyVariants[finding.message.key.split('.')[3] ?? ''];
      const isProviders = isZoneOfProvider(world);
      return {
        subject: finding.subject,
        service: 'mail' as const,
        accused: isProviders ? ('hosting_provider' as const) : ('customer_configuration' as const),
        basis: 'own_words' as const,
        ...(variant === undefined ? {} : { variant }),
        values: finding.message.values,
        rivals: [
          lookupFailed(finding.evidence),
          // signing may be switched off in the panel: then nobody misses the key
          {
            faultDomain: isProviders ? ('customer_configuration' as const) : ('hosting_provider' as const),
            control: 'C9' as const,
            excludedBy: [],
            id: 'signing_switched_off',
          },
        ],
        evidence: finding.evidence,
        explains: [finding],
      };
    }),
});

/** The provider sends from there, by its own policy. Where that is not known, the servers that take the mail stand for those that send. */
const isSender = ({ facts }: RuleWorld, finding: Finding): boolean => {
  const senders = sendingAddresses(facts);
  if (senders.length > 0) return senders.includes(finding.subject);
  return facts.provider === null || isProviderAddress(facts, finding.subject);
};

/** R40: the address that the mail is sent from has no name, or one that does not lead back. */
const reverseNameMissing = defineRule({
  id: 'R40',
  rootCause: 'mail.reverse_name_missing',
  match: (world) =>
    world
      .open('missing-reverse-name')
      .filter((finding) => isSender(world, finding))
      .map((finding) => {
        const owned = belongsToProvider(world.facts, finding.subject);
        const denial = wordOn(world.facts, reverseName(finding.subject), 'PTR').seenIn;
        return {
          subject: finding.subject,
          service: 'mail' as const,
          accused: 'hosting_provider' as const,
          basis: 'own_words' as const,
          ...(finding.message.key.endsWith('.unconfirmed') ? { variant: 'unconfirmed' } : {}),
          values: finding.message.values,
          isOpenQuestion: true,
          rivals: [
            lookupFailed(
              denial
                .filter((each) => each.failure === undefined)
                .map((each) =>
                  each.data.response ? pointAt(each, '/data/response/rcode') : pointAtTrouble(each),
                ),
            ),
            {
              faultDomain: 'customer_configuration' as const,
              control: 'C9' as const,
              excludedBy: owned,
              id: 'own_server',
            },
          ],
          evidence: finding.evidence,
          explains: [finding],
        };
      }),
});

export const senderRules: readonly Rule[] = [keyMissing, reverseNameMissing];
