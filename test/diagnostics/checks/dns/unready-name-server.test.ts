import { describe, expect, it } from 'vitest';
import { unreadyNameServer } from '../../../../diagnostics/checks/dns/unready-name-server.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { DnsRecord, RecordType } from '../../../../diagnostics/model/observations/dns.ts';
import { zoneCopyPlanner } from '../../../../diagnostics/run/plan/zone-copy-planner.ts';
import {
  aRecord,
  aResponse,
  aZone,
  fromPublic,
  fromServer,
  NS1,
  soa,
} from '../../../support/dns-factories.ts';
import { aFacts, aFailure, anObservation, aRequest } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const [domain, server, address] = ['example.test', 'ns1.new.test', '45.0.9.53'];
const request = aRequest({ services: ['web'], hosts: [server] });
const at = { endpoint: { name: server, address, port: 53 } };
const said = (type: RecordType, answers: readonly DnsRecord[]): Observation =>
  anObservation('zone-copy', {
    ...at,
    id: `zone-copy/${address}/${domain}/${type}`,
    input: { name: domain, type, recursion: false, transport: 'udp' },
    data: { response: aResponse({ answers }) },
  });
const refused = anObservation('zone-copy', {
  ...at,
  input: { name: domain, type: 'SOA', recursion: false, transport: 'udp' },
  data: { response: aResponse({ aa: false, rcode: 'REFUSED' }) },
  failure: aFailure('dns_refused', 'exchange'),
});
const silent = anObservation('zone-copy', {
  ...at,
  input: { name: domain, type: 'SOA', recursion: false, transport: 'udp' },
  failure: aFailure('timed_out', 'exchange'),
});
const a = (value: string) => [aRecord(domain, 'A', value)];
const live = [...aZone(), fromServer(NS1, domain, 'A', a('45.0.8.8'))];
const facts = (observations: readonly Observation[]) => aFacts({ request, observations });

describe('unready-name-server', () => {
  it.each([
    ['passes for one that says the same', [said('SOA', [soa(domain)]), said('A', a('45.0.8.8'))], 'passed'],
    ['fails for other data', [said('SOA', [soa(domain)]), said('A', a('45.0.3.1'))], 'failed.differing'],
    ['fails for a record that it lacks', [said('SOA', [soa(domain)]), said('A', [])], 'failed.differing'],
    ['fails where the zone is not there', [refused], 'failed.absent'],
    ['cannot tell from silence', [silent], 'cantTell'],
    ['is untested before it was asked', [], 'untested'],
  ] as const)('%s', (_, answers, expected) => {
    expect(judge(unreadyNameServer, facts([...live, ...answers]))).toEqual([`${expected} ${server}`]);
  });

  it('does not apply where none was given, or the registry names it already', () => {
    const judged = (hosts: readonly string[]) =>
      judge(unreadyNameServer, aFacts({ request: { ...request, hosts }, observations: live }));
    expect([judged([]), judged(['ns1.example.test']), judged(['shop.example.test'])]).toEqual(
      Array(3).fill([`inapplicable.none ${domain}`]),
    );
  });

  it('asks for the zone first, and for records only where it is held', () => {
    const known = [...live, fromPublic(server, 'A', [aRecord(server, 'A', address)])];
    const asked = (observations: readonly Observation[]) =>
      zoneCopyPlanner
        .plan(facts(observations))
        .filter(({ kind }) => kind === 'zone-copy')
        .map(({ key }) => key);
    expect([asked(known), asked([...known, said('SOA', [soa(domain)])]).slice(0, 2)]).toEqual([
      [`zone-copy/${address}/${domain}/SOA`],
      [`zone-copy/${address}/${domain}/SOA`, `zone-copy/${address}/${domain}/A`],
    ]);
  });
});
