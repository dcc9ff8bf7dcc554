import { describe, expect, it } from 'vitest';
import { differingZoneData } from '../../../../diagnostics/checks/dns/differing-zone-data.ts';
import { aRecord, aZone, fromServer, mx, NS1, NS2 } from '../../../support/dns-factories.ts';
import { aFacts, aFailure, aTarget } from '../../../support/factories.ts';
import { assertionsOf, judge } from '../../../support/judge.ts';

const a = (server: string, ...addresses: readonly string[]) =>
  fromServer(
    server,
    'example.test',
    'A',
    addresses.map((each) => aRecord('example.test', 'A', each)),
  );
const exchange = (server: string, host: string) =>
  fromServer(server, 'example.test', 'MX', [mx('example.test', 10, host)]);
const failing = fromServer(NS2, 'example.test', 'A', {
  failure: aFailure('dns_servfail', 'exchange'),
  response: { rcode: 'SERVFAIL' },
});

describe('differing-zone-data', () => {
  it.each([
    [
      'passes whatever the order of the addresses',
      [...aZone(), a(NS1, '45.0.3.3', '45.0.3.4'), a(NS2, '45.0.3.4', '45.0.3.3')],
      ['passed example.test'],
    ],
    [
      'fails when addresses differ',
      [...aZone(), a(NS1, '45.0.3.3'), a(NS2, '45.0.3.4')],
      ['failed example.test'],
    ],
    ['fails when one server has none', [...aZone(), a(NS1, '45.0.3.3'), a(NS2)], ['failed example.test']],
    [
      'fails when mail servers differ',
      [
        ...aZone(),
        a(NS1, '45.0.3.3'),
        a(NS2, '45.0.3.3'),
        exchange(NS1, 'mx.test'),
        exchange(NS2, 'old.test'),
      ],
      ['failed example.test'],
    ],
    [
      'is untested when one server alone answers',
      [...aZone(), a(NS1, '45.0.3.3'), failing],
      ['untested example.test'],
    ],
    ['is untested when nothing was asked', aZone(), ['untested example.test']],
    ['is untested without a delegation', [], ['untested example.test']],
    [
      'does not apply to one server',
      aZone({ servers: { 'ns1.example.test': [NS1] } }),
      ['inapplicable.one-server example.test'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judge(differingZoneData, aFacts({ observations }))).toEqual(expected);
  });

  it('shows both answers', () => {
    const [assertion] = assertionsOf(
      differingZoneData,
      aFacts({ observations: [...aZone(), a(NS1, '45.0.3.3'), a(NS2, '45.0.3.4')] }),
    );
    expect(assertion?.message.values).toEqual({ subject: 'example.test', zone: 'example.test', type: 'A' });
    expect(assertion?.evidence.map((each) => each.observation)).toEqual([
      `dns/udp/${NS1}/example.test/A`,
      `dns/udp/${NS2}/example.test/A`,
    ]);
  });

  it('does not apply to an address', () => {
    expect(
      judge(
        differingZoneData,
        aFacts({ request: { target: aTarget({ domain: '45.0.3.3', isAddress: true }) } }),
      ),
    ).toEqual(['inapplicable 45.0.3.3']);
  });
});
