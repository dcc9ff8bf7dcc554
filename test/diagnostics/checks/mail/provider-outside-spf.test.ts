import { describe, expect, it } from 'vitest';
import { providerOutsideSpf } from '../../../../diagnostics/checks/mail/provider-outside-spf.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { aRecord, fromPublic, mx, txt } from '../../../support/dns-factories.ts';
import { aFacts, aFailure } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const [domain, host, address] = ['example.test', 'mail.hoster.test', '45.0.3.25'];
const provider = { mailHosts: [host], spfIncludes: ['spf.hoster.test'] };
const theirs = fromPublic('spf.hoster.test', 'TXT', [txt('spf.hoster.test', `v=spf1 ip4:${address} -all`)]);
const known = [theirs, fromPublic(host, 'A', [aRecord(host, 'A', address)])];
const atProvider = fromPublic(domain, 'MX', [mx(domain, 10, host)]);
const elsewhere = [
  fromPublic(domain, 'MX', [mx(domain, 10, 'mx.other.test')]),
  fromPublic('mx.other.test', 'A', [aRecord('mx.other.test', 'A', '45.0.8.8')]),
];
const own = (text: string) => fromPublic(domain, 'TXT', [txt(domain, text)]);
const other = fromPublic('spf.other.test', 'TXT', [txt('spf.other.test', 'v=spf1 ip4:45.0.8.8 -all')]);

describe('provider-outside-spf', () => {
  it.each([
    ['passes with the include', [atProvider, own('v=spf1 include:spf.hoster.test -all'), known], 'passed'],
    ['passes with the address alone', [atProvider, own('v=spf1 ip4:45.0.3.0/24 -all'), known], 'passed'],
    ['passes by the mail servers of the domain', [atProvider, own('v=spf1 mx -all'), known], 'passed'],
    ['fails without', [atProvider, own('v=spf1 include:spf.other.test -all'), known, other], 'failed'],
    ['fails softly', [atProvider, own('v=spf1 include:spf.other.test ~all'), known, other], 'failed.soft'],
    ['fails by the provider’s own networks', [atProvider, own('v=spf1 ip4:45.0.8.8 -all'), theirs], 'failed'],
    [
      'does not apply to mail elsewhere',
      [...elsewhere, own('v=spf1 include:spf.other.test -all'), known, other],
      'inapplicable',
    ],
    [
      'cannot tell after a lookup error',
      [
        atProvider,
        own('v=spf1 include:spf.other.test -all'),
        known,
        fromPublic('spf.other.test', 'TXT', { failure: aFailure('timed_out', 'exchange') }),
      ],
      'cantTell',
    ],
    [
      'is untested while an include is open',
      [atProvider, own('v=spf1 include:spf.other.test -all'), known],
      'untested',
    ],
    [
      'is untested without the provider’s policy',
      [atProvider, own('v=spf1 include:spf.other.test -all'), other],
      'untested',
    ],
  ] satisfies (readonly [string, readonly (Observation | readonly Observation[])[], string])[])(
    '%s',
    (_, observations, expected) => {
      expect(judge(providerOutsideSpf, aFacts({ observations, provider }))).toEqual([
        `${expected} ${domain}`,
      ]);
    },
  );
});
