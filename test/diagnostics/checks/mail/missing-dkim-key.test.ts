import { describe, expect, it } from 'vitest';
import { missingDkimKey } from '../../../../diagnostics/checks/mail/missing-dkim-key.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { aRecord, fromPublic, fromServer, mx, NS1, txt } from '../../../support/dns-factories.ts';
import { aFacts, aFailure } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const domain = 'example.test';
const [first, second] = [`one._domainkey.${domain}`, `two._domainkey.${domain}`];
const provider = { mailHosts: ['mail.hoster.test'], dkimSelectors: ['one', 'two'] };
const atProvider = fromPublic(domain, 'MX', [mx(domain, 10, 'mail.hoster.test')]);
const key = Buffer.alloc(294, 7).toString('base64');
const at = (name: string, text: string) => fromPublic(name, 'TXT', [txt(name, text)]);
const none = (name: string) => fromPublic(name, 'TXT', { rcode: 'NXDOMAIN' });
const delegated = [
  fromServer(NS1, first, 'TXT', [aRecord(first, 'CNAME', 'key.hoster.test')]),
  fromPublic(first, 'TXT', [
    aRecord(first, 'CNAME', 'key.hoster.test'),
    txt('key.hoster.test', `v=DKIM1; p=${key}`),
  ]),
];

describe('missing-dkim-key', () => {
  it.each([
    ['passes with a key', [atProvider, at(first, `v=DKIM1; p=${key}`)], 'passed'],
    [
      'passes with one of the selectors',
      [atProvider, none(first), at(second, `v=DKIM1; p=${key}`)],
      'passed',
    ],
    ['passes with a key that another zone holds', [atProvider, delegated, none(second)], 'passed'],
    ['fails without any', [atProvider, none(first), none(second)], 'failed'],
    [
      'fails when a wildcard answers something else',
      [atProvider, at(first, 'v=spf1 -all'), none(second)],
      'failed',
    ],
    [
      'fails with a key that was taken back',
      [atProvider, none(first), at(second, 'v=DKIM1; p=')],
      'failed.revoked',
    ],
    [
      'fails with a key that nobody can read',
      [atProvider, at(first, 'v=DKIM1; k=rsa'), none(second)],
      'failed.malformed',
    ],
    [
      'fails with a key that is too short',
      [atProvider, at(first, `v=DKIM1; p=${Buffer.alloc(94).toString('base64')}`), none(second)],
      'failed.weak',
    ],
    [
      'cannot tell after a lookup error',
      [atProvider, none(first), fromPublic(second, 'TXT', { failure: aFailure('timed_out', 'exchange') })],
      'cantTell',
    ],
    ['is untested while a selector is open', [atProvider, none(first)], 'untested'],
    [
      'does not apply to mail elsewhere',
      [
        fromPublic(domain, 'MX', [mx(domain, 10, 'mx.other.test')]),
        fromPublic('mx.other.test', 'A', [aRecord('mx.other.test', 'A', '45.0.8.8')]),
      ],
      'inapplicable',
    ],
  ] satisfies (readonly [string, readonly (Observation | readonly Observation[])[], string])[])(
    '%s',
    (_, observations, expected) => {
      expect(judge(missingDkimKey, aFacts({ observations, provider }))).toEqual([`${expected} ${domain}`]);
    },
  );
});
