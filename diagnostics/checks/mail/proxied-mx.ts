/** R35: a mail server's name leads into a network that stands in front of web sites. It passes web traffic on, and no mail. */
import type { Assertion } from '../../model/finding.ts';
import { isInRanges } from '../../model/view/addresses.ts';
import type { Facts } from '../../model/view/facts.ts';
import { matchesAny } from '../../model/view/host-pattern.ts';
import { trueAddresses } from '../../model/view/host-addresses.ts';
import { pointAtRecords, pointAtTrouble } from '../../model/view/pointing.ts';
import { addressWord } from '../../model/view/record-word.ts';
import { portState } from '../../model/view/sessions.ts';
import { cantTell, defineCheck, failed, passed, untested } from '../check.ts';
import { ofMailServers } from './each-mail-server.ts';

const check = 'proxied-mx';

function judge(facts: Facts, domain: string, subject: string): Assertion {
  const word = addressWord(facts, subject);
  if (word.status === 'unasked') return untested({ check, subject, values: { domain } });
  if (word.status === 'unknown')
    return cantTell({
      check,
      subject,
      values: { domain },
      evidence: word.seenIn.slice(0, 2).map(pointAtTrouble),
    });
  const addresses = trueAddresses(facts, subject);
  const network = (facts.networkData.proxyNetworks ?? []).find(
    ({ ranges, mailHosts }) =>
      addresses.some((address) => isInRanges(address, ranges)) && !matchesAny(mailHosts, subject),
  );
  const evidence = word.seenIn.flatMap((each) => pointAtRecords(each, 'answers', word.records));
  if (!network) return passed({ check, subject, values: { domain }, evidence });
  const said = {
    check,
    subject,
    values: { domain, network: network.operator, address: addresses.join(', ') },
    evidence,
  };
  // such networks have mail services too: whoever answers there takes mail
  return addresses.some((address) => portState(facts, address, 25) === 'open')
    ? passed({ ...said, variant: 'open' })
    : failed(said);
}

export const proxiedMx = defineCheck({
  id: check,
  area: 'mail',
  needs: ['dns'],
  evaluate: (facts) =>
    ofMailServers(facts, check, (hosts, domain) => hosts.map((host) => judge(facts, domain, host))),
});
