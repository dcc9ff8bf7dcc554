import { describe, expect, it } from 'vitest';
import { mxAlias } from '../../../../diagnostics/checks/mail/mx-alias.ts';
import { aRecord, fromPublic, mx } from '../../../support/dns-factories.ts';
import { aFacts } from '../../../support/factories.ts';
import { assertionsOf, judge } from '../../../support/judge.ts';

const [domain, host] = ['example.test', 'mx.example.test'];
const named = fromPublic(domain, 'MX', [mx(domain, 10, host)]);
const alias = fromPublic(host, 'A', [
  aRecord(host, 'CNAME', 'in.mail.test'),
  aRecord('in.mail.test', 'A', '45.0.4.1'),
]);

describe('mx-alias', () => {
  it.each([
    ['fails for an alias', [named, alias], `failed ${host}`],
    [
      'passes for a host with an address of its own',
      [named, fromPublic(host, 'A', [aRecord(host, 'A', '45.0.4.1')])],
      `passed ${host}`,
    ],
    ['is untested when nobody asked for the host', [named], `untested ${host}`],
    ['does not apply without mail servers', [fromPublic(domain, 'MX', [])], `inapplicable.domain ${domain}`],
    ['is untested when the MX records are not known', [], `untested.domain ${domain}`],
  ])('%s', (_, observations, expected) => {
    expect(judge(mxAlias, aFacts({ observations }))).toEqual([expected]);
  });

  it('points at the alias', () => {
    expect(assertionsOf(mxAlias, aFacts({ observations: [named, alias] }))).toEqual([
      {
        subject: host,
        outcome: 'failed',
        message: { key: 'check.mx-alias.failed', values: { subject: host, domain, alias: 'in.mail.test' } },
        evidence: [
          {
            observation: `dns/https/45.0.9.9/${host}/A`,
            pointer: '/data/response/answers/0/value',
            excerpt: 'in.mail.test',
          },
        ],
      },
    ]);
  });
});
