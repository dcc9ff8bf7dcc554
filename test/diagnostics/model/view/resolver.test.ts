import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { delegationOf } from '../../../../diagnostics/model/view/delegation.ts';
import { spreadAddresses } from '../../../../diagnostics/model/view/resolver.ts';
import { aRecord, soa } from '../../../support/dns-factories.ts';
import { aFacts } from '../../../support/factories.ts';
import {
  ROOT,
  TLD,
  refusal,
  referral,
  denial,
  below,
  type World,
  address,
  usual,
  walk,
  told,
  askedOf,
  NS1,
  NS2,
  apex,
  twoWithGlue,
} from '../../../support/resolver-world.ts';
import { processorMs } from '../../../support/processor-time.ts';

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
    const name = `${Array.from({ length: 40 }, (__, index) => `l${index}`).join('.')}.example.test`;
    expect(processorMs(() => walk(world, name))).toBeLessThan(3_000);
    const walked = walk(world, name);
    expect(walked.resolution.status).not.toBe('asking');
    expect(walked.observations.length).toBeLessThan(questions);
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
