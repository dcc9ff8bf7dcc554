import { describe, expect, it } from 'vitest';
import { brokenIpv6 } from '../../../../diagnostics/checks/local/broken-ipv6.ts';
import { aFacts, twice } from '../../../support/factories.ts';
import {
  anchorsOf,
  anchorsSilent,
  anEnvironment,
  ipv6Interface,
  offline,
} from '../../../support/network-factories.ts';
import { judge } from '../../../support/judge.ts';

const dualStack = anEnvironment({ interfaces: [ipv6Interface] });
const silent = anchorsSilent(6).flatMap(twice);

describe('broken-ipv6', () => {
  it.each([
    ['passes when an IPv6 anchor answers', [dualStack, ...anchorsOf(6)], 'passed local'],
    [
      'fails when the machine has an IPv6 address and every IPv6 anchor is silent',
      [dualStack, ...anchorsOf(4), ...silent],
      'failed local',
    ],
    ['cannot tell without knowing the interfaces', [...anchorsOf(4), ...silent], 'cantTell local'],
    ['cannot tell after one try each', [dualStack, ...anchorsOf(4), ...anchorsSilent(6)], 'cantTell local'],
    [
      'does not apply without an IPv6 address',
      [anEnvironment(), ...anchorsOf(4), ...silent],
      'inapplicable local',
    ],
    ['is untested when nothing at all is reachable', [dualStack, ...offline], 'untested local'],
    ['is untested without anchors', [dualStack], 'untested local'],
  ])('%s', (_, observations, expected) => {
    expect(judge(brokenIpv6, aFacts({ observations }))).toEqual([expected]);
  });
});
