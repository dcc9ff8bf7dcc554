import { describe, expect, it } from 'vitest';
import { refusedSshLogin } from '../../../../diagnostics/checks/ssh/refused-ssh-login.ts';
import { aFailure } from '../../../support/factories.ts';
import { NEW, OLD, remembers, shows, sshfp } from '../../../support/host-key-factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aLogin, loginHandedOver } from '../../../support/ssh-login-factories.ts';

const at = 'example.test:22';
const given = loginHandedOver();

describe('refused-ssh-login', () => {
  it.each([
    ['does not apply without a login', [shows()], {}, `inapplicable ${at}`],
    ['passes when it is taken', [shows(), aLogin({ login: 'accepted' })], given, `passed ${at}`],
    [
      'fails for a password',
      [shows(), aLogin({ login: 'refused', methods: ['password'] })],
      given,
      `failed.password ${at}`,
    ],
    ['fails for a key', [shows(), aLogin({ login: 'refused' }, 'key')], given, `failed.key ${at}`],
    [
      'fails for the keys of an agent',
      [shows(), aLogin({ login: 'refused' }, 'agent')],
      given,
      `failed.key ${at}`,
    ],
    ...[
      'Your account has expired; please contact your system administrator.',
      'Account locked due to 5 failed logins',
      'Ce compte est suspendu',
      'Uw account is geblokkeerd',
    ].map(
      (words) =>
        [
          `a server that says why: ${words}`,
          [shows(), aLogin({ login: 'refused', words })],
          given,
          `failed.locked ${at}`,
        ] as const,
    ),
    [
      'a banner of house rules is no reason',
      [shows(), aLogin({ login: 'refused', words: 'Authorised use only.' })],
      given,
      `failed.password ${at}`,
    ],
    [
      'fails where the server takes something else',
      [shows(), aLogin({ login: 'not_tried', methods: ['publickey'] })],
      given,
      `failed.method ${at}`,
    ],
    [
      'cannot tell where a second proof is wanted',
      [shows(), aLogin({ login: 'partial', methods: ['publickey'] })],
      given,
      `cantTell.second_factor ${at}`,
    ],
    [
      'is untested where the connection broke before',
      [
        shows(),
        { ...aLogin({}), failure: aFailure('connection_closed', 'authenticate') } as ReturnType<
          typeof aLogin
        >,
      ],
      given,
      `untested ${at}`,
    ],
    ['holds the password back from a key that nobody knows', [shows()], given, `untested.unknown_key ${at}`],
    [
      'holds it back from one that unsigned records confirm',
      [shows(), sshfp(NEW, false)],
      given,
      `untested.unknown_key ${at}`,
    ],
    [
      'holds it back from one that changed',
      [shows(), remembers({ sha256: OLD })],
      loginHandedOver('key'),
      `untested.changed_key ${at}`,
    ],
    [
      'holds it back from one that is not the typed one',
      [shows()],
      loginHandedOver('password', { 'ssh.fingerprint': OLD }),
      `untested.changed_key ${at}`,
    ],
  ] as const)('%s', (_, observations, partial, expected) => {
    expect(judgeAll(refusedSshLogin, observations, partial)).toEqual([expected]);
  });
});
