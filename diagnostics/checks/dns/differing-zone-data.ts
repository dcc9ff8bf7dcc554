/** R18: the authoritative servers give different addresses or mail servers for one name: luck decides what visitors get. */
import type { Assertion } from '../../model/finding.ts';
import { canonicalAddress, sortedUnique } from '../../model/view/addresses.ts';
import type { DnsObservation } from '../../model/view/dns-answers.ts';
import type { Facts } from '../../model/view/facts.ts';
import { pointAt } from '../../model/view/pointing.ts';
import type { NamedAddress } from '../../model/view/resolver.ts';
import { answersByServer, serverJobs } from '../../model/view/zone-servers.ts';
import { failed, inapplicable, passed, untested } from '../check.ts';
import { zoneCheck } from './each-zone.ts';

const check = 'differing-zone-data';
const types = ['A', 'AAAA', 'MX'] as const;

/** The server's own records for the name, in a form that can be compared; what lies behind an alias is another name's matter. */
const contentOf = ({ input, data }: DnsObservation): string =>
  sortedUnique(
    data
      .response!.answers.filter(
        (each) => each.name === input.name && (each.type === input.type || each.type === 'CNAME'),
      )
      .map((each) => `${each.type} ${canonicalAddress(each.value)}`),
  ).join(', ');

function judge(facts: Facts, zone: string, servers: readonly NamedAddress[], subject: string): Assertion {
  const compared = types
    .map((type) => answersByServer(facts, zone, servers, subject, type))
    .filter((each) => each.length >= 2);
  const values = { zone };
  const first = compared[0]?.[0];
  if (!first) return untested({ check, subject, values });
  for (const answers of compared) {
    const other = answers.find((each) => contentOf(each) !== contentOf(answers[0]!));
    const evidence = [answers[0]!, other!];
    if (other)
      return failed({
        check,
        subject,
        values: { zone, type: other.input.type },
        evidence: evidence.map((each) => pointAt(each, '/data/response/answers')),
      });
  }
  return passed({
    check,
    subject,
    values,
    evidence: compared[0]!.slice(0, 4).map((each) => pointAt(each, '/data/response/answers')),
  });
}

export const differingZoneData = zoneCheck(check, ({ facts, zone, delegation: { servers }, said }) => {
  if (servers.length === 1) return [inapplicable({ check, subject: zone, variant: 'one-server' })];
  const asked = servers
    .flatMap((server) => serverJobs(facts, zone, server.address))
    .filter((job) => types.some((type) => type === job.best.input.type));
  const names = sortedUnique(asked.map((job) => job.best.input.name));
  return names.length > 0 ? names.map((name) => judge(facts, zone, servers, name)) : [untested(said)];
});
