import { describe, expect, it } from 'vitest';
import { modernSignInOnly } from '../../../../diagnostics/checks/mail/modern-sign-in-only.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aMailDialogue } from '../../../support/service-factories.ts';

const smtp = (authMechanismsAfterTls: readonly string[], port = 587) =>
  judgeAll(modernSignInOnly, [aMailDialogue('smtp', port, { authMechanismsAfterTls })]);
const imap = (mechanisms: readonly string[], ...capabilities: readonly string[]) =>
  judgeAll(modernSignInOnly, [
    aMailDialogue('imap', 993, {
      authMechanismsAfterTls: mechanisms,
      capabilitiesAfterTls: ['IMAP4rev1', ...capabilities],
    }),
  ]);

describe('modern-sign-in-only', () => {
  it('fails where only tokens are taken', () => {
    expect(smtp(['XOAUTH2', 'OAUTHBEARER'])).toEqual(['failed mail.example.test:587']);
    expect(imap(['XOAUTH2'], 'LOGINDISABLED')).toEqual(['failed mail.example.test:993']);
  });

  it('passes where a password is taken as well', () => {
    expect(smtp(['PLAIN', 'XOAUTH2'])).toEqual(['passed mail.example.test:587']);
    expect(imap(['XOAUTH2'])).toEqual(['passed mail.example.test:993']);
  });

  it('stays untested without a list, and out of the exchange between servers', () => {
    expect(smtp([])).toEqual(['untested mail.example.test:587']);
    expect(smtp(['XOAUTH2'], 25)).toEqual(['untested example.test']);
  });
});
