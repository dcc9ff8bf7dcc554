import { describe, expect, it } from 'vitest';
import { differingZoneCopy } from '../../../../diagnostics/checks/dns/differing-zone-copy.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { DnsRecord, RecordType } from '../../../../diagnostics/model/observations/dns.ts';
import { aRecord, aResponse, aZone, fromServer, NS1, soa } from '../../../support/dns-factories.ts';
import { aFacts, aFailure, anObservation, aRequest } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const domain = 'example.test';
const provider = { nameServers: ['ns1.hoster.test'], addressRanges: ['45.0.3.0/24'] };
const request = aRequest({ services: ['web'] });
const copy = (type: RecordType, answers: readonly DnsRecord[], name = domain): Observation =>
  anObservation('zone-copy', {
    id: `zone-copy/45.0.3.53/${name}/${type}`,
    endpoint: { address: '45.0.3.53', port: 53 },
    input: { name, type, recursion: false, transport: 'udp' },
    data: { response: aResponse({ answers }) },
  });
const refused = anObservation('zone-copy', {
  input: { name: domain, type: 'SOA', recursion: false, transport: 'udp' },
  data: { response: aResponse({ aa: false, rcode: 'REFUSED' }) },
  failure: aFailure('dns_refused', 'exchange'),
});
const silent = anObservation('zone-copy', {
  input: { name: domain, type: 'SOA', recursion: false, transport: 'udp' },
  failure: aFailure('timed_out', 'exchange'),
});
const a = (address: string) => [aRecord(domain, 'A', address)];
const live = [...aZone(), fromServer(NS1, domain, 'A', a('45.0.8.8'))];

describe('differing-zone-copy', () => {
  it.each([
    [
      'fails when the copy says something else',
      [...live, copy('SOA', [soa(domain)]), copy('A', a('45.0.3.1'))],
      'failed',
    ],
    [
      'passes when it says the same',
      [...live, copy('SOA', [soa(domain)]), copy('A', a('45.0.8.8'))],
      'passed',
    ],
    ['passes when it only lacks something', [...live, copy('SOA', [soa(domain)]), copy('A', [])], 'passed'],
    ['passes without a copy', [...live, refused], 'passed.absent'],
    ['cannot tell from silence', [...live, silent], 'cantTell'],
    ['is untested before it was asked', live, 'untested'],
  ])('%s', (_, observations, expected) => {
    expect(judge(differingZoneCopy, aFacts({ request, provider, observations }))).toEqual([
      `${expected} ${domain}`,
    ]);
  });

  it('does not apply to a zone that the provider keeps', () => {
    const own = { ...provider, nameServers: ['*.example.test'] };
    expect(judge(differingZoneCopy, aFacts({ request, provider: own, observations: live }))).toEqual([
      `inapplicable ${domain}`,
    ]);
  });
});
