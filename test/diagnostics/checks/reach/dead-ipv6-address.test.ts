import { describe, expect, it } from 'vitest';
import { deadIpv6Address } from '../../../../diagnostics/checks/reach/dead-ipv6-address.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { aRecord, aResponse } from '../../../support/dns-factories.ts';
import { aFailure, anObservation, twice } from '../../../support/factories.ts';
import { anchorsOf } from '../../../support/network-factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aPage, SIX } from '../../../support/service-factories.ts';

const OTHER_SIX = '2a00:1::66';

const zoneSays = (...addresses: readonly string[]): Observation =>
  anObservation('dns', {
    id: 'aaaa-of-the-zone',
    input: { name: 'example.test', type: 'AAAA', recursion: false, transport: 'udp' },
    data: {
      response: aResponse({
        answers: addresses.map((each) => aRecord('example.test', 'AAAA', each, { address: each })),
      }),
    },
  });
const overFour = aPage('https://example.test/');
const shell = anObservation('tcp', {
  control: 'C3',
  endpoint: { address: SIX, family: 6, port: 22 },
  data: { connectMs: 10 },
});
const dead = (address: string) =>
  twice(aPage('https://example.test/', { address, failure: aFailure('timed_out') }));

describe('dead-ipv6-address', () => {
  it.each([
    [
      'fails when IPv4 answers, IPv6 works here, and the address stays silent',
      [...anchorsOf(6), zoneSays(SIX), overFour, ...dead(SIX)],
      ['failed example.test'],
    ],
    [
      'passes when the address answers',
      [...anchorsOf(6), zoneSays(SIX), overFour, aPage('https://example.test/', { address: SIX })],
      ['passed example.test'],
    ],
    [
      'passes when another port of the address answers, tried as a control alone',
      [...anchorsOf(6), zoneSays(SIX), overFour, ...dead(SIX), shell],
      ['passed example.test'],
    ],
    [
      'cannot tell when IPv6 does not work here',
      [zoneSays(SIX), overFour, ...dead(SIX)],
      ['cantTell example.test'],
    ],
    [
      'cannot tell when IPv4 does not answer either',
      [...anchorsOf(6), zoneSays(SIX), ...dead(SIX)],
      ['cantTell example.test'],
    ],
    [
      'cannot tell when IPv4 answers at another port alone',
      [...anchorsOf(6), zoneSays(SIX), aPage('https://example.test:2083/'), ...dead(SIX)],
      ['cantTell example.test'],
    ],
    [
      'cannot tell after one try',
      [...anchorsOf(6), zoneSays(SIX), overFour, ...dead(SIX).slice(0, 1)],
      ['cantTell example.test'],
    ],
    ['stays untested when nobody dialled the address', [zoneSays(SIX), overFour], ['untested example.test']],
    ['says nothing without an IPv6 address', [overFour], []],
    [
      'keeps two dead addresses apart',
      [...anchorsOf(6), zoneSays(SIX, OTHER_SIX), overFour, ...dead(SIX), ...dead(OTHER_SIX)],
      [`failed example.test (${SIX})`, `failed example.test (${OTHER_SIX})`],
    ],
  ])('%s', (_, observations, expected) => {
    expect([...judgeAll(deadIpv6Address, observations)].sort()).toEqual([...expected].sort());
  });
});
