import { describe, expect, it } from 'vitest';
import { misquotedTextRecord } from '../../../../diagnostics/checks/mail/misquoted-text-record.ts';
import { aRecord, fromPublic } from '../../../support/dns-factories.ts';
import { aFacts, aFailure } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const domain = 'example.test';
/** Strings as they stand on the wire. */
const text = (...strings: readonly string[]) =>
  fromPublic(domain, 'TXT', [
    aRecord(domain, 'TXT', strings.map((each) => `"${each.replaceAll('"', '\\"')}"`).join(' ')),
  ]);

describe('misquoted-text-record', () => {
  it.each([
    ['passes a sound policy', text('v=spf1 -all'), 'passed'],
    ['passes a policy in two pieces', text('v=spf1 include:a.example.test ', '-all'), 'passed'],
    ['passes any other text', text('"hello"'), 'passed'],
    ['fails with quotation marks in the text', text('"v=spf1 -all"'), 'failed.quoted'],
    ['fails with typographic quotation marks', text('“v=spf1 -all”'), 'failed.quoted'],
    ['fails with a space in front', text(' v=spf1 -all'), 'failed.quoted'],
    ['fails with a lost space', text('v=spf1 ip4:45.0.3.1', '-all'), 'failed.split'],
    [
      'cannot tell after a lookup error',
      fromPublic(domain, 'TXT', { failure: aFailure('timed_out', 'exchange') }),
      'cantTell',
    ],
  ])('%s', (_, observation, expected) => {
    expect(judge(misquotedTextRecord, aFacts({ observations: [observation] }))[0]).toBe(
      `${expected} ${domain}`,
    );
  });

  it('fails with a lost space that makes an include lead nowhere', () => {
    const glued = 'a.example.test-all';
    const observations = [
      text('v=spf1 include:a.example.test', '-all'),
      fromPublic(glued, 'TXT', { rcode: 'NXDOMAIN' }),
    ];
    expect(judge(misquotedTextRecord, aFacts({ observations }))[0]).toBe(`failed.split ${domain}`);
  });

  it('looks at the policy for receivers too', () => {
    const name = `_dmarc.${domain}`;
    const observations = [fromPublic(name, 'TXT', [aRecord(name, 'TXT', '"\\"v=DMARC1; p=none\\""')])];
    expect(judge(misquotedTextRecord, aFacts({ observations }))[1]).toBe(`failed.quoted ${name}`);
  });
});
