import { describe, expect, it } from 'vitest';
import { closedShell } from '../../../../diagnostics/checks/ssh/closed-shell.ts';
import { shows } from '../../../support/host-key-factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aLogin } from '../../../support/ssh-login-factories.ts';

describe('closed-shell', () => {
  it.each([
    ['passes when a command is carried out', { login: 'accepted', shell: { state: 'open' } }, 'passed'],
    [
      'fails with the words of nologin',
      {
        login: 'accepted',
        shell: { state: 'ended', text: 'This account is currently not available.', exitCode: 1 },
      },
      'failed.said',
    ],
    ['fails without a word', { login: 'accepted', shell: { state: 'refused' } }, 'failed'],
    ['is untested behind a refused login', { login: 'refused' }, 'untested'],
    ['is untested when it was not asked for', { login: 'accepted' }, 'untested'],
  ] as const)('%s', (_, data, expected) => {
    expect(judgeAll(closedShell, [shows(), aLogin(data)])).toEqual([`${expected} example.test:22`]);
  });
});
