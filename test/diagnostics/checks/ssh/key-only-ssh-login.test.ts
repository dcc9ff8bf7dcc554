import { describe, expect, it } from 'vitest';
import { keyOnlySshLogin } from '../../../../diagnostics/checks/ssh/key-only-ssh-login.ts';
import { judgeAll } from '../../../support/judge.ts';
import { anSshSession } from '../../../support/service-factories.ts';

describe('key-only-ssh-login', () => {
  it.each([
    ['passes where a password is taken', ['publickey', 'password'], 'passed'],
    ['passes where the server asks for one in its own way', ['keyboard-interactive'], 'passed'],
    ['passes where nothing is asked for', ['none'], 'passed'],
    ['fails where only keys are taken', ['publickey'], 'failed'],
    ['fails where the network vouches instead', ['publickey', 'gssapi-with-mic'], 'failed'],
    ['stays untested without a user name', undefined, 'untested'],
  ])('%s', (_, authMethods, outcome) => {
    const session = anSshSession({
      identification: 'SSH-2.0-x',
      ...(authMethods === undefined ? {} : { authMethods }),
    });
    expect(judgeAll(keyOnlySshLogin, [session])).toEqual([`${outcome} example.test:22`]);
  });
});
