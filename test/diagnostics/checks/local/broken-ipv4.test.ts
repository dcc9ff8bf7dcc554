import { describe, expect, it } from 'vitest';
import { brokenIpv4 } from '../../../../diagnostics/checks/local/broken-ipv4.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { aResponse } from '../../../support/dns-factories.ts';
import { aFacts, aFailure, anObservation, twice } from '../../../support/factories.ts';
import {
  anchorsOf,
  anchorsSilent,
  anEnvironment,
  ipv4Interface,
  ipv6Interface,
  offline,
} from '../../../support/network-factories.ts';
import { judge } from '../../../support/judge.ts';
import { aPage, SIX } from '../../../support/service-factories.ts';

const dualStack = anEnvironment({ interfaces: [ipv4Interface, ipv6Interface] });
const withoutIpv4 = anEnvironment({ interfaces: [ipv6Interface] });
const silent = [...anchorsOf(6), ...anchorsSilent(4).flatMap(twice)];
const siteOverFour = twice(aPage('https://example.test/', { failure: aFailure('network_unreachable') }));
const siteOverSix = aPage('https://example.test/', { address: SIX });
const nameServer = (address: string): Observation =>
  anObservation('dns', {
    endpoint: { address, family: 4, port: 53 },
    input: { name: 'example.test', type: 'A', recursion: false, transport: 'udp' },
    data: { response: aResponse() },
  });
const translator = anObservation('system-lookup', {
  id: 'system-lookup/ipv4only.arpa',
  endpoint: { name: 'ipv4only.arpa' },
  input: { name: 'ipv4only.arpa' },
  data: { addresses: ['64:ff9b::c000:aa'] },
});

describe('broken-ipv4', () => {
  it.each([
    ['passes when an IPv4 anchor answers', [dualStack, ...anchorsOf(6), ...anchorsOf(4)], 'passed local'],
    [
      'fails when there is an address, IPv6 works and nothing comes over IPv4',
      [dualStack, ...silent],
      'failed local',
    ],
    [
      'cannot tell when a name server answers over IPv4: a filter lets that through',
      [dualStack, ...silent, nameServer('45.0.1.53')],
      'cantTell local',
    ],
    [
      'fails although the router of this network answers for names',
      [dualStack, ...silent, nameServer('192.168.1.1')],
      'failed local',
    ],
    ['cannot tell after one try each', [dualStack, ...anchorsOf(6), ...anchorsSilent(4)], 'cantTell local'],
    ['cannot tell without knowing the interfaces', silent, 'cantTell local'],
    [
      'fails without an address when the site was not reached for that',
      [withoutIpv4, ...silent, ...siteOverFour],
      'failed.no_address local',
    ],
    [
      'does not apply without an address when the site answers over IPv6',
      [withoutIpv4, ...silent, ...siteOverFour, siteOverSix],
      'inapplicable.no_address local',
    ],
    [
      'does not apply where the network translates for computers without IPv4',
      [withoutIpv4, ...silent, ...siteOverFour, translator],
      'inapplicable.no_address local',
    ],
    ['is untested when nothing at all is reachable', [dualStack, ...offline], 'untested local'],
    ['is untested without anchors', [dualStack], 'untested local'],
  ])('%s', (_, observations, expected) => {
    expect(judge(brokenIpv4, aFacts({ observations }))).toEqual([expected]);
  });
});
