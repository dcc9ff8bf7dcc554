/** RFC 1035 section 3.3.13, RFC 1912 section 2.2: contact and first server in the SOA record, and whether all servers state the same. */
import type { Assertion } from '../../model/finding.ts';
import type { DnsRecord } from '../../model/observations/dns.ts';
import type { DnsObservation } from '../../model/view/dns-answers.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { answersByServer } from '../../model/view/zone-servers.ts';
import { failed, passed, untested, type Said } from '../check.ts';
import { zoneCheck } from './each-zone.ts';

const soaIn = ({ data }: DnsObservation, zone: string): DnsRecord | undefined =>
  data.response!.answers.find((each) => each.type === 'SOA' && each.name === zone);

/** Everything that does not change with each edition of the zone. */
const stated = (record: DnsRecord | undefined): string =>
  ['mname', 'rname', 'refresh', 'retry', 'expire', 'minimum']
    .map((field) => String(record?.fields?.[field] ?? ''))
    .join(' ');

const place = (observation: DnsObservation, field: string) => {
  const index = observation.data.response!.answers.findIndex((each) => each.type === 'SOA');
  return pointAt(observation, `/data/response/answers/${index}/fields/${field}`, '/data/response/answers');
};

function judgeContact(said: Said, seenIn: DnsObservation, record: DnsRecord): Assertion {
  const contact = String(record.fields?.['rname'] ?? '');
  const master = String(record.fields?.['mname'] ?? '');
  const withValues = { ...said, values: { ...said.values, contact, master } };
  if (contact.includes('@'))
    return failed({ ...withValues, variant: 'at-sign', evidence: [place(seenIn, 'rname')] });
  if (!contact.includes('.') || contact === '.')
    return failed({ ...withValues, variant: 'no-contact', evidence: [place(seenIn, 'rname')] });
  if (!master.includes('.') || master === '.')
    return failed({ ...withValues, variant: 'no-master', evidence: [place(seenIn, 'mname')] });
  return passed({ ...withValues, evidence: [place(seenIn, 'rname')] });
}

export const zoneContactOddity = zoneCheck('zone-contact-oddity', ({ facts, zone, delegation, said }) => {
  const answers = answersByServer(facts, zone, delegation.servers, zone, 'SOA').filter((each) =>
    soaIn(each, zone),
  );
  const [first] = answers;
  if (!first) return [untested(said)];
  const other = answers.find((each) => stated(soaIn(each, zone)) !== stated(soaIn(first, zone)));
  if (other)
    return [
      failed({ ...said, variant: 'differing', evidence: [place(first, 'rname'), place(other, 'rname')] }),
    ];
  return [judgeContact(said, first, soaIn(first, zone)!)];
});
