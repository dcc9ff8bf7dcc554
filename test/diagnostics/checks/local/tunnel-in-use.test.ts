import { describe, expect, it } from 'vitest';
import { tunnelInUse } from '../../../../diagnostics/checks/local/tunnel-in-use.ts';
import { aFacts } from '../../../support/factories.ts';
import { anEnvironment } from '../../../support/network-factories.ts';
import { judge } from '../../../support/judge.ts';

const tunnel = {
  name: 'tun0',
  family: 4,
  address: '10.8.0.2',
  prefixLength: 24,
  scope: 'private',
  isTunnel: true,
} as const;
const viaTunnel = [{ family: 4, gateway: null, interface: 'tun0' }] as const;

describe('tunnel-in-use', () => {
  it.each([
    [
      'fails when the default route leads into a tunnel',
      [anEnvironment({ interfaces: [tunnel], defaultRoutes: viaTunnel })],
      'failed local',
    ],
    [
      'passes when a tunnel exists beside the default route',
      [anEnvironment({ interfaces: [tunnel] })],
      'passed local',
    ],
    [
      'cannot tell when the routes cannot be read',
      [anEnvironment({ defaultRoutes: null })],
      'cantTell local',
    ],
    ['is untested when the machine was not read', [], 'untested local'],
  ])('%s', (_, observations, expected) => {
    expect(judge(tunnelInUse, aFacts({ observations }))).toEqual([expected]);
  });
});
