import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { DnsRecord } from '../../../../diagnostics/model/observations/dns.ts';
import { spreadingOf } from '../../../../diagnostics/model/view/spreading.ts';
import {
  aFinding,
  at,
  closed,
  fires,
  HOST,
  SERVER,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import {
  aRecord,
  aZone,
  fromPublic,
  fromServer,
  fromSystem,
  NS1,
  NS2,
  soa,
} from '../../../support/dns-factories.ts';
import { aFacts } from '../../../support/factories.ts';

const OLD = '45.0.8.8';
const a = (address: string, ttl = 3600): readonly DnsRecord[] => [
  aRecord(HOST, 'A', address, undefined, ttl),
];
/** Two servers of the zone, both with the new address unless told otherwise. */
const zone = (second = SERVER): readonly Observation[] => [
  fromServer(NS1, HOST, 'A', a(SERVER)),
  fromServer(NS2, HOST, 'A', a(second)),
];
const denial = { rcode: 'NXDOMAIN', authorities: [aRecord(HOST, 'SOA', '', undefined, 240)] };

function world(observations: readonly Observation[]): World {
  const failing = closed(at(OLD, 443));
  return {
    observations: [...observations, ...failing],
    findings: [
      aFinding('stale-resolver-answer', HOST, observations.slice(-1), { level: 'warning' }),
      aFinding('unreachable-web-port', `${HOST}:443`, failing),
    ],
  };
}
const nobody = { subject: HOST, domain: 'undetermined', confidence: 'possible', missing: [] } as const;
const spread = [...zone(), fromPublic(HOST, 'A', a(OLD, 1800)), fromSystem(HOST, 'A', a(OLD, 600))];

describe('R17', () => {
  fires('R17', 'everybody remembers the old address', world(spread), {
    ...nobody,
    cause: 'dns.resolver_stale.spreading',
    explains: [`stale-resolver-answer ${HOST}`, `unreachable-web-port ${HOST}:443`],
  });
  fires(
    'R17',
    'everybody remembers that there was nothing',
    world([...zone(), fromPublic(HOST, 'A', denial), fromSystem(HOST, 'A', denial)]),
    { ...nobody, cause: 'dns.resolver_stale.spreading_new' },
  );
  fires(
    'R17',
    'everybody still asks the old name servers',
    world([
      ...aZone(),
      ...zone(),
      fromPublic(HOST, 'NS', [aRecord(HOST, 'NS', 'ns1.old.test', undefined, 7200)]),
      ...spread.slice(2),
    ]),
    { ...nobody, cause: 'dns.resolver_stale.spreading_servers' },
  );
  trap(
    'R17',
    'only this seat’s resolver gives another address',
    world([...zone(), fromPublic(HOST, 'A', a(SERVER)), fromSystem(HOST, 'A', a(OLD))]),
  );
  trap(
    'R17',
    'the zone’s own servers do not agree',
    world([...zone(OLD), fromPublic(HOST, 'A', a(OLD)), fromSystem(HOST, 'A', a(OLD))]),
  );
  trap(
    'R17',
    'this seat’s resolver filters while others remember something else',
    world([...zone(), fromPublic(HOST, 'A', a(OLD)), fromSystem(HOST, 'A', a('45.0.8.9'))]),
  );
});

describe('the end of a change', () => {
  it('is when the last resolver has forgotten', () => {
    const { until } = spreadingOf(aFacts({ observations: spread }), HOST)!;
    const seen = spread[2]!;
    expect(until).toBe(Date.parse(seen.startedAt) + seen.durationMs + 1_800_000);
  });

  it('waits for a negative answer as long as the SOA record says', () => {
    const observations = [...zone(), fromPublic(HOST, 'A', denial), fromSystem(HOST, 'A', denial)];
    const { until, kind } = spreadingOf(aFacts({ observations }), HOST)!;
    expect([kind, until! - Date.parse(observations[0]!.startedAt)]).toEqual([
      'negative',
      expect.closeTo(240_000, -3),
    ]);
  });

  it('is not known from a denial without SOA', () => {
    const bare = { rcode: 'NXDOMAIN' };
    const observations = [...zone(), fromPublic(HOST, 'A', bare), fromSystem(HOST, 'A', bare), soaOf(NS1)];
    expect(spreadingOf(aFacts({ observations }), HOST)?.until).toBeUndefined();
  });
});

const soaOf = (server: string): Observation => fromServer(server, HOST, 'SOA', [soa(HOST)]);
