import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import { dnssecPlanner } from '../../../diagnostics/run/plan/dnssec-planner.ts';
import { registryPlanner } from '../../../diagnostics/run/plan/registry-planner.ts';
import { aRecord, aZone, fromPublic, fromServer, NS1, NS2 } from '../../support/dns-factories.ts';
import {
  aFacts,
  aFailure,
  anObservation,
  aRequest,
  aTarget,
  type FactsPartial,
} from '../../support/factories.ts';
import { deniedBy, withRegistry } from '../../support/registry-factories.ts';
import { answered, refused } from '../../support/signed-zone.ts';

const lookup = (name: string, ...addresses: readonly string[]): Observation =>
  anObservation('system-lookup', {
    id: `system-lookup/${name}`,
    endpoint: { name },
    input: { name },
    data: { addresses },
    ...(addresses.length === 0 ? { failure: aFailure('name_lookup_failed', 'resolve') } : {}),
  });
const denied = deniedBy(['45.0.0.1']);
const keys = (partial: FactsPartial): readonly string[] =>
  registryPlanner.plan(aFacts({ networkData: withRegistry, ...partial })).map((job) => job.key);

describe('the question to the registry', () => {
  it('is not asked of a domain that leads somewhere', () => {
    expect(keys({ observations: aZone() })).toEqual([]);
  });

  it('is asked of one that the parent denies, once its host is known', () => {
    const host = 'rdap.nic.test';
    expect(keys({ observations: denied })).toEqual([`system-lookup/${host}`]);
    expect(keys({ observations: [denied, lookup(host, '45.0.0.80')] })).toEqual([
      `rdap/${host}/example.test`,
    ]);
  });

  it('finds the host by a public resolver where this machine cannot', () => {
    const other = fromPublic('example.test', 'A', { rcode: 'NXDOMAIN' });
    expect(keys({ observations: [denied, lookup('rdap.nic.test'), other] })).toEqual([
      'resolver/https/resolver.open.test/rdap.nic.test/A',
    ]);
  });

  it('goes to the registry of the longest suffix, and to none where none is known', () => {
    const request = aRequest({ target: aTarget({ domain: 'shop.co.test' }) });
    const observations = deniedBy(['45.0.0.1'], 'shop.co.test');
    expect(keys({ request, observations })).toEqual(['system-lookup/rdap.co.test']);
    expect(keys({ request, observations, networkData: {} })).toEqual([]);
  });

  it('is asked where the parent names servers for domains that ran out', () => {
    const observations = aZone({ servers: { 'ns1.expired.test': ['45.0.1.1'] } });
    expect(keys({ observations })).toEqual(['system-lookup/rdap.nic.test']);
  });

  it.each([
    ['came with a complaint', 'site_down', ['system-lookup/rdap.nic.test']],
    ['asks how things are', 'everything', []],
  ] as const)('where a domain is altogether elsewhere and the person %s', (_, symptom, expected) => {
    const provider = { nameServers: ['*.hoster.test'], addressRanges: ['45.0.3.0/24'] };
    const address = fromServer(NS1, 'example.test', 'A', [aRecord('example.test', 'A', '45.0.8.8')]);
    expect(keys({ provider, request: { symptom }, observations: [aZone(), address] })).toEqual(expected);
  });
});

describe('signatures', () => {
  const plan = (observations: readonly Observation[]): readonly string[] =>
    dnssecPlanner.plan(aFacts({ observations })).map((job) => job.key);

  it('are not asked for in a run that nobody refuses', () => {
    expect(plan([...aZone(), answered('public'), answered('system')])).toEqual([]);
  });

  it('are fetched from parent and zone, with the question without validation, after a refusal', () => {
    const [first, second] = refused('public');
    const signed = (address: string, type: string) => `dns/udp/${address}/example.test/${type}/signed`;
    expect(plan([...aZone(), first!])).toEqual([]);
    expect(plan([...aZone(), first!, second!])).toEqual([
      'dns/https/45.0.9.9/example.test/A/cd',
      'dns/udp/45.0.0.1/test/DS/signed',
      'dns/udp/45.0.0.1/./DNSKEY/signed',
      signed('45.0.0.2', 'DS'),
      'dns/udp/45.0.0.2/test/DNSKEY/signed',
      signed(NS1, 'DNSKEY'),
      signed(NS1, 'A'),
      signed(NS2, 'DNSKEY'),
      signed(NS2, 'A'),
    ]);
  });
});
