/** R40: the address of a mail server has no name of its own (PTR), or the name does not lead back. Many receivers mind. */
import type { Assertion } from '../../model/finding.ts';
import { canonicalAddress, isBogon } from '../../model/view/addresses.ts';
import type { Facts } from '../../model/view/facts.ts';
import { trueAddresses } from '../../model/view/host-addresses.ts';
import { mailHome, sendingAddresses } from '../../model/view/provider-mail.ts';
import { pointAtDenial, pointAtRecords, pointAtTrouble } from '../../model/view/pointing.ts';
import { addressWord, wordOn } from '../../model/view/record-word.ts';
import { reverseName } from '../../model/view/reverse-name.ts';
import { cantTell, defineCheck, failed, passed, untested } from '../check.ts';
import { ofMailServers } from './each-mail-server.ts';

const check = 'missing-reverse-name';

/** Whether a name leads back to the address; undefined when nobody asked or nobody knows. */
function leadsBack(facts: Facts, name: string, address: string): boolean | undefined {
  const truth = trueAddresses(facts, name);
  if (truth.includes(canonicalAddress(address))) return true;
  const { status } = addressWord(facts, name);
  const isWhole = (['A', 'AAAA'] as const).every((type) =>
    ['found', 'none'].includes(wordOn(facts, name, type).status),
  );
  return status === 'none' || (status === 'found' && isWhole) ? false : undefined;
}

function judge(facts: Facts, host: string, subject: string): Assertion {
  const word = wordOn(facts, reverseName(subject), 'PTR');
  const said = { check, subject, values: { host } };
  if (word.status === 'unasked') return untested(said);
  if (word.status === 'unknown') return cantTell({ ...said, evidence: word.seenIn.map(pointAtTrouble) });
  if (word.status === 'none') return failed({ ...said, evidence: word.seenIn.map(pointAtDenial) });
  const names = word.records.map((each) => each.value);
  const answers = names.map((name) => leadsBack(facts, name, subject));
  const seen = {
    check,
    subject,
    values: { host, name: names.join(', ') },
    evidence: word.seenIn.flatMap((each) => pointAtRecords(each, 'answers', word.records)),
  };
  if (answers.includes(true)) return passed({ ...seen, variant: 'confirmed' });
  return answers.includes(undefined) ? passed(seen) : failed({ ...seen, variant: 'unconfirmed' });
}

export const missingReverseName = defineCheck({
  id: check,
  area: 'mail',
  needs: ['dns'],
  evaluate: (facts) =>
    ofMailServers(facts, check, (hosts, domain) => {
      const taking = hosts.flatMap((host) =>
        trueAddresses(facts, host)
          .filter((each) => !isBogon(each))
          .map((address) => [address, host] as const),
      );
      // the provider may send from other servers than it takes mail with
      const sender = facts.provider?.mailHosts[0] ?? domain;
      const sending =
        mailHome(facts) === 'provider'
          ? sendingAddresses(facts).map((address) => [address, sender] as const)
          : [];
      const hostOf = new Map([...sending, ...taking]);
      return hostOf.size > 0
        ? [...hostOf].map(([address, host]) => judge(facts, host, address))
        : [untested({ check, subject: domain, variant: 'domain' })];
    }),
});
