import { describe, expect, it } from 'vitest';
import { delegationOf } from '../../../../diagnostics/model/view/delegation.ts';
import { serverAddresses } from '../../../../diagnostics/model/view/resolver.ts';
import { soa } from '../../../support/dns-factories.ts';
import { aFacts, aTarget } from '../../../support/factories.ts';
import {
  referral,
  denial,
  type World,
  usual,
  walk,
  NS1,
  NS2,
  apex,
  twoWithGlue,
} from '../../../support/resolver-world.ts';

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
