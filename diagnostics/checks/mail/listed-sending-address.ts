/** R39: an address that the mail is sent from is on a block list (RFC 5782). Asked only where mail cannot be sent. */
import type { Assertion } from '../../model/finding.ts';
import {
  blockListResolver,
  blockListsOf,
  listTrust,
  listWord,
  sendersAsked,
} from '../../model/view/block-lists.ts';
import type { Facts } from '../../model/view/facts.ts';
import { mailDomain } from '../../model/view/hosts.ts';
import { pointAtDenial, pointAtRecords, pointAtTrouble } from '../../model/view/pointing.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'listed-sending-address';

function judge(facts: Facts, subject: string): Assertion {
  const asked = blockListsOf(facts).map((list) => ({
    list,
    word: listWord(facts, list, subject),
    trust: listTrust(facts, list),
  }));
  type Asked = (typeof asked)[number];
  const about = (some: readonly Asked[]) => ({
    check,
    subject,
    values: {
      lists: some.map(({ list }) => list.zone).join(', '),
      codes: some.flatMap(({ word }) => word.codes).join(', '),
      removal: some.map(({ list }) => list.removalUrl).join(', '),
    },
    evidence: some.flatMap(({ word: { seenIn, status } }) => {
      if (!seenIn) return [];
      if (status === 'not_listed') return [pointAtDenial(seenIn)];
      const answers = seenIn.data.response?.answers ?? [];
      return answers.length > 0 ? pointAtRecords(seenIn, 'answers', answers) : [pointAtTrouble(seenIn)];
    }),
  });
  const listed = asked.filter(({ word }) => word.status === 'listed');
  const sound = listed.filter(({ trust }) => trust.status !== 'broken');
  if (sound.length > 0) return failed(about(sound));
  if (listed.length > 0) return cantTell({ ...about(listed), variant: 'broken' });
  const unclear = asked.filter(({ word }) => word.status === 'unknown' || word.status === 'other');
  if (unclear.length > 0) return cantTell(about(unclear));
  return asked.some(({ word }) => word.status === 'unasked') ? untested(about(asked)) : passed(about(asked));
}

export const listedSendingAddress = defineCheck({
  id: check,
  area: 'mail',
  needs: ['dns'],
  evaluate(facts) {
    const domain = { check, subject: mailDomain(facts) };
    if (facts.request.symptom !== 'mail_cannot_send' || blockListsOf(facts).length === 0)
      return [inapplicable(domain)];
    if (blockListResolver(facts) === undefined) return [untested({ ...domain, variant: 'resolver' })];
    const senders = sendersAsked(facts);
    return senders.length > 0
      ? senders.map((address) => judge(facts, address))
      : [untested({ ...domain, variant: 'domain' })];
  },
});
