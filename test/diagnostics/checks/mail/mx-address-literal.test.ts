import { describe, expect, it } from 'vitest';
import { mxAddressLiteral } from '../../../../diagnostics/checks/mail/mx-address-literal.ts';
import { fromPublic, mx } from '../../../support/dns-factories.ts';
import { aFacts } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const domain = 'example.test';
const named = (...hosts: readonly string[]) => [
  fromPublic(
    domain,
    'MX',
    hosts.map((host) => mx(domain, 10, host)),
  ),
];

describe('mx-address-literal', () => {
  it.each([
    [
      'judges each record by itself',
      named('45.0.4.1', 'mx.example.test'),
      ['failed 45.0.4.1', 'passed mx.example.test'],
    ],
    ['does not apply without mail servers', named(), [`inapplicable ${domain}`]],
    ['is untested when the MX records are not known', [], [`untested ${domain}`]],
  ])('%s', (_, observations, expected) => {
    expect(judge(mxAddressLiteral, aFacts({ observations }))).toEqual(expected);
  });
});
