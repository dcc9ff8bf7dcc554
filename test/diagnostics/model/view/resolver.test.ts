import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { DnsRecord, RecordType } from '../../../../diagnostics/model/observations/dns.ts';
import { delegationOf } from '../../../../diagnostics/model/view/delegation.ts';
import {
  authoritativeKey,
  resolveFromRoot,
  serverAddresses,
  spreadAddresses,
  type AuthoritativeQuestion,
  type Resolution,
} from '../../../../diagnostics/model/view/resolver.ts';
import {
  aRecord,
  fromServer,
  soa,
  type Reply,
  type ResponsePartial,
} from '../../../support/dns-factories.ts';
import { aFacts, aNetworkData, aTarget, twice } from '../../../support/factories.ts';

const ROOT = '45.0.0.1';
const TLD = '45.0.0.2';
const silence = { failure: { code: 'timed_out', operation: 'exchange', detail: '' } } as const;
const refusal = {
  failure: { code: 'dns_refused', operation: 'exchange', detail: 'REFUSED' },
  response: { rcode: 'REFUSED' },
} as const;

type Servers = Readonly<Record<string, readonly string[]>>;
const referral = (zone: string, servers: Servers): ResponsePartial => ({
  aa: false,
  authorities: Object.keys(servers).map((name) => aRecord(zone, 'NS', name)),
  additionals: Object.entries(servers).flatMap(([name, addresses]) =>
    addresses.map((each) => aRecord(name, each.includes(':') ? 'AAAA' : 'A', each)),
  ),
});
const denial = (zone: string, rcode = 'NOERROR'): ResponsePartial => ({ rcode, authorities: [soa(zone)] });
const below = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);

/** What the server at an address says; undefined is silence. */
type World = (address: string, name: string, type: RecordType) => Reply | undefined;

const address = (name: string, value: string): readonly DnsRecord[] => [
  aRecord(name, value.includes(':') ? 'AAAA' : 'A', value),
];

/** Root and `test.`; the rest as each test needs it. */
const usual =
  (rest: World): World =>
  (server, name, type) => {
    if (server === ROOT)
      return below(name, 'test') ? referral('test', { 'ns.nic.test': [TLD] }) : denial('.', 'NXDOMAIN');
    return rest(server, name, type);
  };

interface Walked {
  readonly resolution: Resolution;
  readonly observations: readonly Observation[];
  readonly rounds: number;
}

/** Asks whatever the resolver wants to know, until it wants nothing more. */
function walk(world: World, name = 'example.test', type: RecordType = 'SOA', roots = [ROOT]): Walked {
  const networkData = aNetworkData({ rootServers: [{ name: 'a.root.test', addresses: roots }] });
  const observations: Observation[] = [];
  const answer = ({
    address: server,
    name: asked,
    type: kind,
  }: AuthoritativeQuestion): readonly Observation[] => {
    const reply = world(server, asked, kind);
    return reply ? [fromServer(server, asked, kind, reply)] : twice(fromServer(server, asked, kind, silence));
  };
  for (let rounds = 0; rounds < 200; rounds++) {
    const resolution = resolveFromRoot(aFacts({ networkData, observations }), name, type);
    if (resolution.status !== 'asking') return { resolution, observations, rounds };
    const fresh = [...new Map(resolution.questions.map((each) => [authoritativeKey(each), each])).values()];
    expect(fresh.filter((each) => observations.some((known) => known.id === authoritativeKey(each)))).toEqual(
      [],
    );
    observations.push(...fresh.flatMap(answer));
  }
  throw new Error('the walk does not end');
}

const told = ({ resolution }: Walked): string =>
  `${resolution.status} ${resolution.cuts.map((each) => each.zone).join(' > ')}${resolution.status === 'answered' ? ` at ${resolution.answer.best.endpoint.address}` : ''}`;
const askedOf = ({ observations }: Walked): readonly string[] => [
  ...new Set(observations.map((each) => `${each.endpoint.address}`)),
];

const NS1 = '45.0.1.1';
const NS2 = '45.0.1.2';
const apex = (servers: Servers, at: World): World =>
  usual((server, name, type) =>
    server === TLD
      ? below(name, 'example.test')
        ? referral('example.test', servers)
        : denial('test')
      : at(server, name, type),
  );
const twoWithGlue = { 'ns1.example.test': [NS1], 'ns2.example.test': [NS2] };

describe('resolveFromRoot', () => {
  it.each<{ readonly is: string; readonly world: World; readonly expected: string; readonly name?: string }>(
    (
      [
        [
          'follows glue from the root to the zone',
          apex(twoWithGlue, () => [soa('example.test')]),
          'answered . > test > example.test at 45.0.1.1',
        ],
        [
          'takes a denial by the registry as the answer',
          usual(() => denial('test', 'NXDOMAIN')),
          'answered . > test at 45.0.0.2',
        ],
        [
          'takes "no such record" by the registry as the answer',
          usual(() => denial('test')),
          'answered . > test at 45.0.0.2',
        ],
        [
          'asks the next server when one is silent',
          apex(twoWithGlue, (server) => (server === NS2 ? [soa('example.test')] : undefined)),
          'answered . > test > example.test at 45.0.1.2',
        ],
        [
          'asks the next server when one refuses',
          apex(twoWithGlue, (server) => (server === NS2 ? [soa('example.test')] : refusal)),
          'answered . > test > example.test at 45.0.1.2',
        ],
        ['is dead when all are silent', apex(twoWithGlue, () => undefined), 'dead . > test > example.test'],
        [
          'takes no upward referral',
          apex(twoWithGlue, (server) =>
            server === NS2 ? [soa('example.test')] : referral('.', { 'a.root.test': [ROOT] }),
          ),
          'answered . > test > example.test at 45.0.1.2',
        ],
        [
          'takes no referral of a zone to itself',
          apex(twoWithGlue, () => referral('example.test', twoWithGlue)),
          'dead . > test > example.test',
        ],
        [
          'takes no referral into another branch',
          apex(twoWithGlue, () => referral('sub.other.test', twoWithGlue)),
          'dead . > test > example.test',
        ],
        [
          'is lame at the registry: an upward referral is no missing delegation',
          usual(() => referral('.', { 'a.root.test': [ROOT] })),
          'dead . > test',
        ],
        [
          'takes hearsay when nobody knows better',
          apex(twoWithGlue, () => ({ aa: false, answers: [soa('example.test')] })),
          'answered . > test > example.test at 45.0.1.1',
        ],
        [
          'prefers authority to hearsay',
          apex(twoWithGlue, (server) => ({ aa: server === NS2, answers: [soa('example.test')] })),
          'answered . > test > example.test at 45.0.1.2',
        ],
        [
          'goes on below the registrable domain',
          apex(twoWithGlue, (server) =>
            server === NS1
              ? referral('eu.example.test', { 'ns.eu.example.test': ['45.0.1.9'] })
              : server === '45.0.1.9'
                ? denial('eu.example.test')
                : undefined,
          ),
          'answered . > test > example.test > eu.example.test at 45.0.1.9',
          'shop.eu.example.test',
        ],
      ] as readonly (readonly [string, World, string, string?])[]
    ).map(([is, world, expected, name]) => ({ is, world, expected, ...(name !== undefined && { name }) })),
  )('$is', ({ world, expected, name }) => {
    expect(told(walk(world, name))).toBe(expected);
  });

  it('ignores glue for servers outside the referring zone and walks for them', () => {
    const world: World = (server, name, type) => {
      if (server === ROOT)
        return below(name, 'other')
          ? referral('other', { 'ns.nic.other': ['45.0.7.1'] })
          : referral('test', { 'ns.nic.test': [TLD] });
      if (server === TLD) return referral('example.test', { 'ns.hoster.other': ['45.6.6.6'] });
      if (server === '45.0.7.1') return referral('hoster.other', { 'dns.hoster.other': ['45.0.7.2'] });
      if (server === '45.0.7.2') return type === 'A' ? address(name, '45.0.7.53') : denial('hoster.other');
      return server === '45.0.7.53' ? [soa('example.test')] : undefined;
    };
    const walked = walk(world);
    expect([told(walked), askedOf(walked).includes('45.6.6.6')]).toEqual([
      'answered . > test > example.test at 45.0.7.53',
      false,
    ]);
  });

  it('follows an alias of a server name inside one answer', () => {
    const world = apex({ 'ns.hoster.test': [] }, () => [soa('example.test')]);
    const named: World = (server, name, type) => {
      if (server === TLD && below(name, 'hoster.test'))
        return referral('hoster.test', { 'dns.hoster.test': ['45.0.7.2'] });
      if (server === '45.0.7.2')
        return type === 'A'
          ? [aRecord(name, 'CNAME', 'real.hoster.test'), aRecord('real.hoster.test', 'A', NS1)]
          : denial('hoster.test');
      return world(server, name, type);
    };
    expect(told(walk(named))).toBe('answered . > test > example.test at 45.0.1.1');
  });

  it('never asks servers at private addresses that a zone names', () => {
    const walked = walk(
      apex({ 'ns1.example.test': ['10.0.0.1'], 'ns2.example.test': ['127.0.0.1', 'fe80::1', NS2] }, () => [
        soa('example.test'),
      ]),
    );
    expect([told(walked), askedOf(walked)]).toEqual([
      'answered . > test > example.test at 45.0.1.2',
      [ROOT, TLD, NS2],
    ]);
  });

  it('asks over the other family when the first one leads nowhere', () => {
    const roots = ['45.0.0.1', '45.0.0.3', '45.0.0.4', '45.0.0.5', '45.0.0.6', '2a00::53'];
    const walked = walk(
      (server) => (server === '2a00::53' ? denial('.', 'NXDOMAIN') : undefined),
      'example.test',
      'SOA',
      roots,
    );
    expect([told(walked), askedOf(walked).length]).toEqual(['answered . at 2a00::53', 5]);
  });

  it.each<readonly [string, World, number]>([
    [
      'two domains whose servers lie in each other',
      usual((server, name) =>
        server === TLD
          ? below(name, 'example.test')
            ? referral('example.test', { 'ns.twin.test': [] })
            : referral('twin.test', { 'ns.example.test': [] })
          : undefined,
      ),
      20,
    ],
    [
      'a delegation to ever deeper names',
      usual((_server, name) => {
        const labels = name.split('.');
        return labels.length > 2
          ? referral(name, { [`ns.x${labels.length}.${name}`]: [] })
          : referral(name, { [`ns.a.${name}`]: [] });
      }),
      20,
    ],
    [
      'thirteen servers in thirteen domains with thirteen servers each (NXNSAttack)',
      usual((server, name) => {
        if (server !== TLD) return undefined;
        const zone = name.split('.').slice(-2).join('.');
        return referral(
          zone,
          Object.fromEntries(
            Array.from({ length: 13 }, (_, index) => [`ns.${zone.split('.')[0]}x${index}.test`, []]),
          ),
        );
      }),
      500,
    ],
    [
      'a hundred labels, each a zone',
      (server, name) =>
        server === ROOT || server === TLD
          ? referral(
              name
                .split('.')
                .slice(server === ROOT ? -1 : -2)
                .join('.'),
              { [`ns.${name}`]: [TLD] },
            )
          : undefined,
      30,
    ],
  ])('ends in spite of %s', (_, world, questions) => {
    const start = performance.now();
    const walked = walk(
      world,
      `${Array.from({ length: 40 }, (__, index) => `l${index}`).join('.')}.example.test`,
    );
    expect(walked.resolution.status).not.toBe('asking');
    expect(walked.observations.length).toBeLessThan(questions);
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  it('says the same for any order of observations, at any point of the walk', () => {
    const world = apex({ 'ns.hoster.test': [], 'ns2.example.test': [NS2] }, (server) =>
      server === NS2 ? refusal : [soa('example.test')],
    );
    const named: World = (server, name, type) =>
      server === TLD && below(name, 'hoster.test')
        ? type === 'A'
          ? address(name, NS1)
          : denial('test')
        : world(server, name, type);
    const { observations } = walk(named);
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...observations]),
        fc.shuffledSubarray([...observations], { minLength: observations.length }),
        (some, order) => {
          const ordered = observations.filter((each) => some.includes(each));
          const reordered = order.filter((each) => some.includes(each));
          const say = (list: readonly Observation[]) => {
            const { resolution, ...delegation } = delegationOf(aFacts({ observations: list }));
            return {
              delegation,
              cuts: resolution.cuts,
              status: resolution.status,
              questions: resolution.status === 'asking' ? resolution.questions : [],
            };
          };
          expect(say(reordered)).toEqual(say(ordered));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('delegationOf', () => {
  const factsAfter = (world: World, domain = 'example.test') =>
    aFacts({
      observations: walk(world, domain).observations,
      request: { target: aTarget({ domain, registrableDomain: 'example.test' }) },
    });

  it.each<{
    readonly is: string;
    readonly world: World;
    readonly expected: object;
    readonly domain?: string;
  }>(
    (
      [
        [
          'knows the zone and its servers',
          apex(twoWithGlue, () => [soa('example.test')]),
          { zone: 'example.test', isMissing: false, servers: [NS1, NS2], without: [] },
        ],
        [
          'knows them although they are silent',
          apex(twoWithGlue, () => undefined),
          { zone: 'example.test', isMissing: false, servers: [NS1, NS2], without: [] },
        ],
        [
          'calls a denied domain missing',
          usual(() => denial('test', 'NXDOMAIN')),
          { zone: undefined, isMissing: true, servers: [], without: [] },
        ],
        [
          'does not call it missing when the registry is lame',
          usual(() => referral('.', {})),
          { zone: undefined, isMissing: false, servers: [], without: [] },
        ],
        [
          'does not call it missing when the registry is silent',
          usual(() => undefined),
          { zone: undefined, isMissing: false, servers: [], without: [] },
        ],
        [
          'names servers without an address',
          apex({ 'ns1.example.test': [NS1], 'lost.example.test': [] }, () => [soa('example.test')]),
          { zone: 'example.test', isMissing: false, servers: [NS1], without: ['lost.example.test'] },
        ],
        [
          'takes the deepest cut',
          apex(twoWithGlue, (server) =>
            server === NS1
              ? referral('shop.example.test', { 'ns.shop.example.test': ['45.0.1.9'] })
              : denial('shop.example.test'),
          ),
          { zone: 'shop.example.test', isMissing: false, servers: ['45.0.1.9'], without: [] },
          'shop.example.test',
        ],
      ] as readonly (readonly [string, World, object, string?])[]
    ).map(([is, world, expected, domain]) => ({
      is,
      world,
      expected,
      ...(domain !== undefined && { domain }),
    })),
  )('$is', ({ world, expected, domain }) => {
    const { cut, isMissing, servers, serversWithoutAddress } = delegationOf(factsAfter(world, domain));
    expect({
      zone: cut?.zone,
      isMissing,
      servers: servers.map((each) => each.address),
      without: serversWithoutAddress,
    }).toEqual(expected);
  });

  it('knows the cut while its servers are still being asked', () => {
    const [root, tld] = walk(apex(twoWithGlue, () => undefined)).observations;
    const { cut, resolution } = delegationOf(aFacts({ observations: [root!, tld!] }));
    expect([cut?.zone, resolution.status]).toEqual(['example.test', 'asking']);
  });

  it('names every server once and eight addresses at most', () => {
    const many = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [
        `ns${index}.example.test`,
        [`45.0.2.${index}`, `2a00::${index + 1}`],
      ]),
    );
    const { servers, cut, serversWithoutAddress } = delegationOf(
      factsAfter(apex(many, () => [soa('example.test')])),
    );
    expect([servers.length, new Set(cut!.nameServers).size, serversWithoutAddress]).toEqual([8, 20, []]);
    expect(serverAddresses(aFacts(), cut!).questions).toEqual([]);
  });
});

it('spreads addresses over the servers, IPv4 first', () => {
  expect(
    spreadAddresses(
      new Map([
        ['a', ['2a00::1', '45.0.0.1']],
        ['b', ['45.0.0.2']],
      ]),
    ).map((each) => each.address),
  ).toEqual(['45.0.0.1', '45.0.0.2', '2a00::1']);
});
