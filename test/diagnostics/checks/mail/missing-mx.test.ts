import { describe, expect, it } from 'vitest';
import { missingMx } from '../../../../diagnostics/checks/mail/missing-mx.ts';
import { aRecord, fromPublic, fromServer, fromSystem, mx, NS1, soa } from '../../../support/dns-factories.ts';
import { aFacts, aFailure, aTarget } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const domain = 'example.test';
const denied = fromServer(NS1, domain, 'MX', { authorities: [soa(domain)] });
const noAddress = [fromServer(NS1, domain, 'A', []), fromServer(NS1, domain, 'AAAA', [])];
const failing = fromPublic(domain, 'MX', {
  failure: aFailure('dns_servfail', 'exchange'),
  response: { rcode: 'SERVFAIL' },
});

describe('missing-mx', () => {
  it.each([
    ['passes with an MX record', [fromPublic(domain, 'MX', [mx(domain, 10, 'mx.example.test')])], 'passed'],
    [
      'passes with a null MX, which is a statement',
      [fromPublic(domain, 'MX', [mx(domain, 0, '.')])],
      'passed',
    ],
    ['fails without MX and address', [denied, ...noAddress], 'failed'],
    [
      'says that the address stands in when there is one',
      [denied, fromPublic(domain, 'A', [aRecord(domain, 'A', '45.0.3.3')])],
      'failed.implicit',
    ],
    ['says when the address is not known', [denied], 'failed.unchecked'],
    ['cannot tell after a lookup error', [failing], 'cantTell'],
    [
      'cannot tell from the system’s resolver alone',
      [fromSystem(domain, 'MX', { rcode: 'NXDOMAIN' })],
      'cantTell',
    ],
    ['is untested when nobody asked', [], 'untested'],
  ])('%s', (_, observations, expected) => {
    expect(judge(missingMx, aFacts({ observations }))).toEqual([`${expected} ${domain}`]);
  });

  it('does not apply to an address or when mail is not wanted', () => {
    expect(
      judge(missingMx, aFacts({ request: { target: aTarget({ domain: '45.0.3.3', isAddress: true }) } })),
    ).toEqual(['inapplicable 45.0.3.3']);
    expect(judge(missingMx, aFacts({ request: { services: ['web'] }, observations: [denied] }))).toEqual([
      'inapplicable example.test',
    ]);
  });
});
