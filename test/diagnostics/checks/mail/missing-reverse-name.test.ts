import { describe, expect, it } from 'vitest';
import { missingReverseName } from '../../../../diagnostics/checks/mail/missing-reverse-name.ts';
import { reverseName } from '../../../../diagnostics/model/view/reverse-name.ts';
import { aRecord, fromPublic, mx } from '../../../support/dns-factories.ts';
import { aFacts, aFailure } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const [domain, host, address, arpa] = [
  'example.test',
  'mx.example.test',
  '45.0.4.1',
  '1.4.0.45.in-addr.arpa',
];
const known = [
  fromPublic(domain, 'MX', [mx(domain, 10, host)]),
  fromPublic(host, 'A', [aRecord(host, 'A', address)]),
];
const called = (name: string) => fromPublic(arpa, 'PTR', [aRecord(arpa, 'PTR', name)]);
const elsewhere = [
  fromPublic('out.host.test', 'A', [aRecord('out.host.test', 'A', '45.0.4.9')]),
  fromPublic('out.host.test', 'AAAA', []),
];

describe('missing-reverse-name', () => {
  it.each([
    ['passes with a name that leads back', [...known, called(host)], `passed.confirmed ${address}`],
    ['passes with a name that nobody followed', [...known, called('out.host.test')], `passed ${address}`],
    [
      'passes while only one family of the name is known',
      [...known, called('out.host.test'), elsewhere[0]!],
      `passed ${address}`,
    ],
    [
      'fails with a name that leads elsewhere',
      [...known, called('out.host.test'), ...elsewhere],
      `failed.unconfirmed ${address}`,
    ],
    ['fails without a name', [...known, fromPublic(arpa, 'PTR', { rcode: 'NXDOMAIN' })], `failed ${address}`],
    [
      'cannot tell after a lookup error',
      [...known, fromPublic(arpa, 'PTR', { failure: aFailure('dns_servfail', 'exchange') })],
      `cantTell ${address}`,
    ],
    ['is untested when nobody asked for the name', known, `untested ${address}`],
    ['is untested when the addresses are not known', known.slice(0, 1), `untested.domain ${domain}`],
    [
      'does not apply without mail servers',
      [fromPublic(domain, 'MX', [mx(domain, 0, '.')])],
      `inapplicable.domain ${domain}`,
    ],
  ])('%s', (_, observations, expected) => {
    expect(judge(missingReverseName, aFacts({ observations }))).toEqual([expected]);
  });

  it('knows the reverse names of both families', () => {
    expect(reverseName('192.0.2.7')).toBe('7.2.0.192.in-addr.arpa');
    expect(reverseName('2001:db8::1')).toBe(
      '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa',
    );
  });
});
