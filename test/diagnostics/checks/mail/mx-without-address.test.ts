import { describe, expect, it } from 'vitest';
import { mxWithoutAddress } from '../../../../diagnostics/checks/mail/mx-without-address.ts';
import { aRecord, fromPublic, mx } from '../../../support/dns-factories.ts';
import { aFacts, aFailure } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const domain = 'example.test';
const [one, two] = ['mx1.mail.test', 'mx2.mail.test'];
const named = fromPublic(domain, 'MX', [mx(domain, 10, one), mx(domain, 20, two)]);
const found = fromPublic(one, 'A', [aRecord(one, 'A', '45.0.4.1')]);
const gone = [fromPublic(two, 'A', { rcode: 'NXDOMAIN' }), fromPublic(two, 'AAAA', { rcode: 'NXDOMAIN' })];
const failing = (['A', 'AAAA'] as const).map((type) =>
  fromPublic(two, type, { failure: aFailure('dns_servfail', 'exchange') }),
);
const aliased = fromPublic(two, 'A', [aRecord(two, 'CNAME', one), aRecord(one, 'A', '45.0.4.1')]);

describe('mx-without-address', () => {
  it.each([
    ['judges each mail server by itself', [named, found, ...gone], [`passed ${one}`, `failed ${two}`]],
    ['follows an alias to its address', [named, found, aliased], [`passed ${one}`, `passed ${two}`]],
    ['cannot tell after lookup errors', [named, found, ...failing], [`passed ${one}`, `cantTell ${two}`]],
    ['is untested for a host that nobody asked for', [named, found], [`passed ${one}`, `untested ${two}`]],
    [
      'does not apply when the domain takes no mail',
      [fromPublic(domain, 'MX', [mx(domain, 0, '.')])],
      [`inapplicable.domain ${domain}`],
    ],
    [
      'does not apply to an address literal',
      [fromPublic(domain, 'MX', [mx(domain, 0, '45.0.4.1')])],
      [`inapplicable.domain ${domain}`],
    ],
    ['is untested when the MX records are not known', [], [`untested.domain ${domain}`]],
  ])('%s', (_, observations, expected) => {
    expect(judge(mxWithoutAddress, aFacts({ observations }))).toEqual(expected);
  });
});
