import { describe, expect, it } from 'vitest';
import { closedSftp } from '../../../../diagnostics/checks/ssh/closed-sftp.ts';
import { shows } from '../../../support/host-key-factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aLogin } from '../../../support/ssh-login-factories.ts';

describe('closed-sftp', () => {
  it.each([
    ['passes when it opens', { login: 'accepted', sftp: { state: 'open' } }, 'passed'],
    ['fails when it is refused', { login: 'accepted', sftp: { state: 'refused', text: 'no' } }, 'failed'],
    ['fails when it ends at once', { login: 'accepted', sftp: { state: 'ended' } }, 'failed'],
    ['is untested behind a refused login', { login: 'refused' }, 'untested'],
    ['is untested when it was not asked for', { login: 'accepted' }, 'untested'],
  ] as const)('%s', (_, data, expected) => {
    expect(judgeAll(closedSftp, [shows(), aLogin(data)])).toEqual([`${expected} example.test:22`]);
  });
});
