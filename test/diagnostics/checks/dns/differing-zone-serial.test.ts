import { describe, expect, it } from 'vitest';
import { differingZoneSerial } from '../../../../diagnostics/checks/dns/differing-zone-serial.ts';
import { aZone, NS1, NS2, soa } from '../../../support/dns-factories.ts';
import { aFacts, aTarget } from '../../../support/factories.ts';
import { assertionsOf, judge } from '../../../support/judge.ts';

const differing = aZone({ soa: (address) => [soa('example.test', { serial: address === NS1 ? 7 : 8 })] });

describe('differing-zone-serial', () => {
  it.each([
    ['passes when all serials are equal', aZone(), 'passed example.test'],
    ['fails when they differ', differing, 'failed example.test'],
    [
      'is untested when one server alone answers',
      aZone({ soa: (address) => (address === NS1 ? [soa('example.test')] : null) }),
      'untested example.test',
    ],
    [
      'does not apply to one server',
      aZone({ servers: { 'ns1.example.test': [NS1] } }),
      'inapplicable.one-server example.test',
    ],
    ['is untested without a delegation', [], 'untested example.test'],
  ])('%s', (_, observations, expected) => {
    expect(judge(differingZoneSerial, aFacts({ observations }))).toEqual([expected]);
  });

  it('points at one answer for each serial', () => {
    const pointer = '/data/response/answers/0/fields/serial';
    expect(assertionsOf(differingZoneSerial, aFacts({ observations: differing }))).toEqual([
      {
        subject: 'example.test',
        outcome: 'failed',
        message: {
          key: 'check.differing-zone-serial.failed',
          values: { subject: 'example.test', serials: '7, 8', servers: 2 },
        },
        evidence: [
          { observation: `dns/udp/${NS1}/example.test/SOA`, pointer, excerpt: '7' },
          { observation: `dns/udp/${NS2}/example.test/SOA`, pointer, excerpt: '8' },
        ],
      },
    ]);
  });

  it('does not apply to an address', () => {
    expect(
      judge(
        differingZoneSerial,
        aFacts({ request: { target: aTarget({ domain: '45.0.3.3', isAddress: true }) } }),
      ),
    ).toEqual(['inapplicable 45.0.3.3']);
  });
});
