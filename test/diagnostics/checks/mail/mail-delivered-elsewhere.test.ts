import { describe, expect, it } from 'vitest';
import { mailDeliveredElsewhere } from '../../../../diagnostics/checks/mail/mail-delivered-elsewhere.ts';
import { aRecord, fromPublic, mx } from '../../../support/dns-factories.ts';
import { aFacts } from '../../../support/factories.ts';
import { judge } from '../../../support/judge.ts';

const domain = 'example.test';
const provider = { mailHosts: ['mail.hoster.test'], addressRanges: ['45.0.3.0/24'] };
const exchanger = (name: string) => fromPublic(domain, 'MX', [mx(domain, 10, name)]);
const leads = (name: string, address: string) => fromPublic(name, 'A', [aRecord(name, 'A', address)]);

describe('mail-delivered-elsewhere', () => {
  it.each([
    ['passes at the provider by name', [exchanger('mail.hoster.test')], provider, 'passed'],
    [
      'passes at the provider by address',
      [exchanger('mail.example.test'), leads('mail.example.test', '45.0.3.25')],
      provider,
      'passed',
    ],
    [
      'fails at another company',
      [exchanger('mx.other.test'), leads('mx.other.test', '45.0.8.8')],
      provider,
      'failed',
    ],
    ['is untested while an address is open', [exchanger('mx.other.test')], provider, 'untested'],
    ['does not apply to a domain without mail', [exchanger('.')], provider, 'inapplicable'],
    [
      'does not apply when nobody knows the provider’s servers',
      [exchanger('mx.other.test')],
      {},
      'inapplicable',
    ],
  ])('%s', (_, observations, pack, expected) => {
    expect(judge(mailDeliveredElsewhere, aFacts({ observations, provider: pack }))).toEqual([
      `${expected} ${domain}`,
    ]);
  });
});
