import { describe, expect, it } from 'vitest';
import { refusedFtpLogin } from '../../../../diagnostics/checks/ftp/refused-ftp-login.ts';
import type { DataOf } from '../../../../diagnostics/model/observation.ts';
import { judgeAll } from '../../../support/judge.ts';
import { anFtpSession, FOUR } from '../../../support/service-factories.ts';

const session = (data: Partial<DataOf<'ftp'>>, login: 'given' | 'anonymous' | 'none' = 'given') =>
  anFtpSession(data, { input: { security: 'starttls', serverName: null, login } });

describe('refused-ftp-login', () => {
  it.each([
    [
      'passes when the given login is accepted',
      [session({ login: 'accepted' })],
      ['passed ftp.example.test:21'],
    ],
    [
      'fails when the given login is refused',
      [session({ login: 'refused', loginReply: '530 Login incorrect.' })],
      ['failed ftp.example.test:21'],
    ],
    [
      'fails for now when the server is full',
      [session({ login: 'refused', loginReply: '421 Too many connections.' })],
      ['failed.for_now ftp.example.test:21'],
    ],
    [
      'finds the try with the login among those without',
      [
        session({ login: 'refused', loginReply: '530 no' }),
        { ...session({}, 'none'), id: `ftp/ftp.example.test/${FOUR}/21#2`, attempt: 2 },
      ],
      ['failed ftp.example.test:21'],
    ],
    [
      'does not apply to the anonymous login, which is rightly refused',
      [session({ login: 'refused', loginReply: '530 no' }, 'anonymous')],
      ['inapplicable ftp.example.test:21'],
    ],
    [
      'stays untested when the password was held back',
      [session({ withheld: 'no_tls' })],
      ['untested.no_tls ftp.example.test:21'],
    ],
    [
      'stays untested when the certificate was for another name',
      [session({ withheld: 'wrong_name' })],
      ['untested.wrong_name ftp.example.test:21'],
    ],
    ['stays untested when the login was not reached', [session({})], ['untested ftp.example.test:21']],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(refusedFtpLogin, observations)).toEqual(expected);
  });
});
