import { describe, expect, it } from 'vitest';
import { requiredFtpTls } from '../../../../diagnostics/checks/ftp/required-ftp-tls.ts';
import { aFailure } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { anFtpSession } from '../../../support/service-factories.ts';

const input = { security: 'plain', serverName: null, login: 'name_only' } as const;
const answered = (loginReply: string) =>
  anFtpSession(
    { loginReply, upgrade: 'not_tried' },
    {
      input,
      control: 'C3',
      ...(loginReply.startsWith('331') ? {} : { failure: aFailure('rejected', 'authenticate', loginReply) }),
    },
  );

describe('required-ftp-tls', () => {
  it.each([
    ['530 Non-anonymous sessions must use encryption.', 'failed'],
    ['550 SSL/TLS required on the control channel', 'failed'],
    ['421 Sorry, cleartext sessions are not accepted on this server.', 'failed'],
    ['534 Policy requires SSL.', 'failed'],
    ['534 no', 'failed'],
    ['503 Use AUTH first.', 'failed'],
    ['331 Please specify the password.', 'passed'],
    ['530 Permission denied.', 'cantTell'],
  ])('%s: %s', (reply, outcome) => {
    expect(judgeAll(requiredFtpTls, [answered(reply)])).toEqual([`${outcome} ftp.example.test:21`]);
  });

  it('stays untested when the server said nothing, and looks at no other session', () => {
    expect(
      judgeAll(requiredFtpTls, [anFtpSession({}, { input, control: 'C3', failure: aFailure('timed_out') })]),
    ).toEqual(['untested ftp.example.test:21']);
    expect(judgeAll(requiredFtpTls, [anFtpSession({ loginReply: '530 encryption' })])).toEqual([]);
  });
});
