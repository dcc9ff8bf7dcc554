import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  aFinding,
  addressInPublic,
  addressInZone,
  at,
  closed,
  ELSEWHERE,
  HOST,
  nobody,
  SERVER,
  verdictsOf,
  type Verdict,
  type World,
} from '../../../support/attribution-factories.ts';
import { aRecord, fromPublic, fromServer, fromSystem, NS1 } from '../../../support/dns-factories.ts';
import { anObservation, aRequest } from '../../../support/factories.ts';
import { anchorsOf, anEnvironment } from '../../../support/network-factories.ts';

const OLD = ELSEWHERE;
const ISP_RESOLVER = '45.0.7.7';

/** Names fail at this resolver and work elsewhere. */
const deadResolver = (resolver: string, anchors = anchorsOf(4)): World => ({
  observations: [
    anEnvironment({ resolvers: [resolver] }),
    anchors,
    fromPublic('other.test', 'A', [aRecord('other.test', 'A', SERVER)]),
    fromServer(NS1, HOST, 'SOA', []),
  ],
  findings: [aFinding('unresolvable-anchor-names', 'local', anchors), aFinding('silent-resolver', resolver)],
});

/** The resolver gives an old address; the zone's own server gives the new one, others as told. */
function oldAnswer(
  resolver: string,
  elsewhere: readonly Observation[] = [addressInPublic()],
  partial: Partial<World> = {},
): World {
  const asked = fromSystem(HOST, 'A', [aRecord(HOST, 'A', OLD)], resolver);
  const dead = closed(at(OLD, 443));
  const lookup = anObservation('system-lookup', {
    id: `system-lookup/${HOST}`,
    input: { name: HOST },
    data: { addresses: [OLD] },
  });
  return {
    observations: [anEnvironment({ resolvers: [resolver] }), asked, lookup, addressInZone(), elsewhere, dead],
    findings: [
      aFinding('stale-resolver-answer', HOST, [asked]),
      aFinding('unreachable-web-port', `${HOST}:443`, dead),
    ],
    ...partial,
  };
}

/** Public resolvers remember the old address too; nothing else fails. */
const rememberedOldAnswer: World = (() => {
  const world = oldAnswer(ISP_RESOLVER, [addressInPublic(OLD)]);
  return { ...world, findings: world.findings.slice(0, 1) };
})();

const local = { subject: 'local', domain: 'customer_network', confidence: 'proven', missing: [] } as const;
const web = `unreachable-web-port ${HOST}:443`;
const stale = {
  rule: 'R16',
  cause: 'dns.resolver_stale',
  subject: HOST,
  domain: 'access_provider',
  confidence: 'possible',
  missing: ['C6 old_answer_still_valid'],
  explains: [`stale-resolver-answer ${HOST}`, web],
} as const;
const PUBLIC_RESOLVER = '45.0.9.9';

const cases: readonly (readonly [string, World, Verdict])[] = [
  [
    'R2 holds a public resolver to be the access provider’s',
    deadResolver(ISP_RESOLVER),
    {
      ...local,
      rule: 'R2',
      cause: 'network.resolver_broken',
      subject: ISP_RESOLVER,
      domain: 'access_provider',
      confidence: 'likely',
      explains: ['unresolvable-anchor-names local', `silent-resolver ${ISP_RESOLVER}`],
    },
  ],
  [
    'R2 names nobody when the router only passes on',
    deadResolver('192.168.1.1'),
    {
      ...local,
      rule: 'R2',
      cause: 'network.resolver_broken',
      subject: '192.168.1.1',
      domain: 'undetermined',
      confidence: 'possible',
      missing: ['C5 router_forwards'],
      explains: ['unresolvable-anchor-names local', 'silent-resolver 192.168.1.1'],
    },
  ],
  [
    'R2 names nobody when the person set a public resolver',
    deadResolver(PUBLIC_RESOLVER),
    {
      ...local,
      ...nobody,
      rule: 'R2',
      cause: 'network.resolver_broken',
      subject: PUBLIC_RESOLVER,
      explains: ['unresolvable-anchor-names local', `silent-resolver ${PUBLIC_RESOLVER}`],
    },
  ],
  [
    'R16 stays at possible even when others give the new address: a cached answer may still be valid',
    oldAnswer(ISP_RESOLVER),
    stale,
  ],
  [
    'R16 names nobody when the router only passes on',
    oldAnswer('192.168.1.1'),
    { ...stale, ...nobody, missing: ['C6 old_answer_still_valid', 'C5 router_forwards'] },
  ],
  ['R16 stays at possible while no other resolver was heard', oldAnswer(ISP_RESOLVER, []), stale],
  [
    'R16 leaves an old answer that public resolvers give as well to R17',
    rememberedOldAnswer,
    {
      ...stale,
      ...nobody,
      rule: 'R17',
      cause: 'dns.resolver_stale.spreading',
      missing: [],
      explains: stale.explains.slice(0, 1),
    },
  ],
  [
    'R16 does not charge the access provider with a public resolver that the person set',
    oldAnswer(PUBLIC_RESOLVER),
    { ...stale, ...nobody },
  ],
  [
    'R16 does not charge the access provider with a resolver that the person named',
    oldAnswer(ISP_RESOLVER, [addressInPublic()], { request: aRequest({ resolvers: [ISP_RESOLVER] }) }),
    { ...stale, ...nobody },
  ],
];

describe('rules about resolvers', () => {
  it.each(cases)('%s', (_, world, verdict) => {
    expect(verdictsOf(world)).toEqual([verdict]);
  });

  it.each([
    ['R2 keeps silent when no anchor answers by address either', deadResolver('192.168.1.1', []), 'R2'],
  ] satisfies (readonly [string, World, string])[])('%s', (_, world, rule) => {
    expect(verdictsOf(world).map((each) => each.rule)).not.toContain(rule);
  });
});
