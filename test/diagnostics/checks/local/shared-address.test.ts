import { describe, expect, it } from 'vitest';
import { sharedAddress } from '../../../../diagnostics/checks/local/shared-address.ts';
import type { EnvironmentData } from '../../../../diagnostics/model/observations/machine.ts';
import { aFacts, aFailure, anObservation, twice } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';
import { anEnvironment } from '../../../support/network-factories.ts';

const routerHas = (externalAddress: string) =>
  anObservation('router-address', { id: 'router-address/1', data: { externalAddress } });
const mute = twice(
  anObservation('router-address', { id: 'router-address/1', failure: aFailure('timed_out', 'exchange') }),
);
const finds = (...addresses: readonly string[]) =>
  anObservation('system-lookup', {
    id: 'system-lookup/ipv4only.arpa',
    input: { name: 'ipv4only.arpa' },
    data: { addresses },
  });
const shared: EnvironmentData['interfaces'][number] = {
  name: 'wwan0',
  family: 4,
  address: '100.70.1.2',
  prefixLength: 32,
  scope: 'shared',
  isTunnel: false,
};
const through = (name: string, isTunnel = false) =>
  anEnvironment({
    interfaces: [{ ...shared, name, isTunnel }],
    defaultRoutes: [{ family: 4, gateway: null, interface: 'wwan0' }],
  });

describe('shared-address', () => {
  it.each([
    ['fails when the router has an address of the carrier', [routerHas('100.64.7.2')], 'failed.carrier'],
    ['fails when the line itself has one', [through('wwan0')], 'failed.carrier'],
    ['leaves a VPN of this range out', [through('tailscale0', true)], 'inapplicable'],
    ['leaves an interface beside the line out', [through('eth9')], 'inapplicable'],
    [
      'fails when IPv4 is reached through a translator',
      [finds('192.0.0.170', '64:ff9b::c000:aa')],
      'failed.translated',
    ],
    [
      'sees no translator in the IPv4 addresses alone',
      [finds('192.0.0.170'), routerHas('45.0.6.6')],
      'passed',
    ],
    ['cannot tell two routers at home from the carrier’s', [routerHas('192.168.178.20')], 'cantTell.nested'],
    ['cannot tell when the router is mute', mute, 'cantTell'],
    ['does not apply while nothing asked for it', [], 'inapplicable'],
  ])('%s', (_, observations, expected) => {
    expect(judge(sharedAddress, aFacts({ observations }))).toEqual([`${expected} local`]);
  });
});
