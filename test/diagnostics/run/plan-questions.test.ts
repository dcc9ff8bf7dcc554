import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import { namesPlanner } from '../../../diagnostics/run/plan/names-planner.ts';
import { zonePlanner } from '../../../diagnostics/run/plan/zone-planner.ts';
import { aZone, fromServer, NS1, soa } from '../../support/dns-factories.ts';
import { anObservation } from '../../support/factories.ts';
import { anEnvironment } from '../../support/network-factories.ts';
import { keysOf } from '../../support/plan-factories.ts';

describe('names and zone planners', () => {
  const toSystem = (observations: readonly Observation[]) =>
    keysOf(namesPlanner, { observations: [anEnvironment(), ...observations] }).filter((key) =>
      key.startsWith('resolver/udp/192.168.1.1'),
    );

  it('ask a resolver a few questions first, and the rest once it answered', () => {
    const answer = anObservation('dns', {
      id: 'resolver/udp/192.168.1.1/example.test/A',
      endpoint: { address: '192.168.1.1', port: 53 },
      input: { name: 'example.test', type: 'A', recursion: true, transport: 'udp' },
      data: {
        response: {
          rcode: 'NOERROR',
          flags: { aa: false, tc: false, rd: true, ra: true, ad: false, cd: false },
          answers: [],
          authorities: [],
          additionals: [],
          edns: true,
          extendedErrors: [],
          size: 1,
        },
      },
    });
    expect([toSystem([]).length, toSystem([answer]).length > 6]).toEqual([3, true]);
  });

  it('ask a name server for its zone first, and the rest once it showed authority', () => {
    const toNs1 = (observations: readonly Observation[]) =>
      keysOf(zonePlanner, { observations }).filter((key) => key.includes(`/${NS1}/`));
    const [root, tld] = aZone();
    expect(toNs1([root!, tld!])).toEqual([
      `dns/udp/${NS1}/example.test/SOA`,
      `dns/udp/${NS1}/example.test/NS`,
      `dns/tcp/${NS1}/example.test/SOA`,
    ]);
    expect(
      toNs1([root!, tld!, fromServer(NS1, 'example.test', 'SOA', [soa('example.test')])]).length,
    ).toBeGreaterThan(8);
  });

  it('stop walking after three hundred questions', () => {
    const noise = Array.from({ length: 300 }, (_, index) =>
      fromServer('45.0.0.9', `n${index}.test`, 'A', { rcode: 'NXDOMAIN' }),
    );
    const keys = (observations: readonly Observation[]) =>
      keysOf(zonePlanner, { observations }).filter((key) => key.includes('45.0.0.1'));
    expect([keys([]).length, keys(noise).length]).toEqual([1, 0]);
  });
});
