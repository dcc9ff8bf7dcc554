import { describe, expect, it } from 'vitest';
import { brokenSpf } from '../../../../diagnostics/checks/mail/broken-spf.ts';
import { fromPublic, txt } from '../../../support/dns-factories.ts';
import { aFacts, aFailure } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const domain = 'example.test';
const policy = (name: string, ...texts: readonly string[]) =>
  fromPublic(
    name,
    'TXT',
    texts.map((text) => txt(name, text)),
  );
const failing = (name: string) => fromPublic(name, 'TXT', { failure: aFailure('timed_out', 'exchange') });
const included = 'v=spf1 include:spf.other.test -all';

describe('broken-spf', () => {
  it.each([
    [
      'passes when every record can be read',
      [policy(domain, included), policy('spf.other.test', 'v=spf1 -all')],
      'passed',
    ],
    ['fails for a word that is none', [policy(domain, 'v=spf1 ipv4:45.0.0.1 -all')], 'failed.syntax'],
    [
      'fails for an include without a policy',
      [policy(domain, included), policy('spf.other.test', 'hello')],
      'failed.no-record',
    ],
    [
      'fails for several policies at an include',
      [policy(domain, included), policy('spf.other.test', 'v=spf1 -all', 'v=spf1 ~all')],
      'failed.several',
    ],
    [
      'takes a lookup error for no missing policy',
      [policy(domain, included), failing('spf.other.test')],
      'cantTell',
    ],
    ['is untested while an include is open', [policy(domain, included)], 'untested'],
    ['is untested while the record is not known', [failing(domain)], 'untested'],
    [
      'leaves several own records to another check',
      [policy(domain, 'v=spf1 -all', 'v=spf1 ~all')],
      'inapplicable',
    ],
  ])('%s', (_, observations, expected) => {
    expect(judge(brokenSpf, aFacts({ observations }))).toEqual([`${expected} ${domain}`]);
  });
});
