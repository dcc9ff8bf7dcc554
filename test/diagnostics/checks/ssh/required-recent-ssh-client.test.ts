import { describe, expect, it } from 'vitest';
import { requiredRecentSshClient } from '../../../../diagnostics/checks/ssh/required-recent-ssh-client.ts';
import { judgeAll } from '../../../support/judge.ts';
import { anSshSession } from '../../../support/service-factories.ts';

const usual = {
  kexAlgorithms: ['curve25519-sha256', 'curve25519-sha256@libssh.org', 'ext-info-s'],
  hostKeyAlgorithms: ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-ed25519'],
  ciphers: ['aes256-gcm@openssh.com', 'aes256-ctr'],
  macs: ['hmac-sha2-256'],
};

describe('required-recent-ssh-client', () => {
  it.each([
    ['passes with what has been usual for ten years', usual, 'passed'],
    [
      'passes without an integrity code in common where the cipher has its own',
      { ...usual, ciphers: ['aes256-gcm@openssh.com'], macs: ['hmac-new'] },
      'passed',
    ],
    [
      'fails when only methods of recent years are offered',
      { ...usual, kexAlgorithms: ['mlkem768x25519-sha256'] },
      'failed',
    ],
    [
      'fails when only RSA keys with SHA-2 signatures are offered',
      { ...usual, hostKeyAlgorithms: ['rsa-sha2-512'] },
      'failed',
    ],
    [
      'does not apply to a server that is too old for anybody',
      { ...usual, ciphers: ['3des-cbc'] },
      'inapplicable',
    ],
    ['stays untested when no list came', {}, 'untested'],
  ])('%s', (_, data, outcome) => {
    expect(judgeAll(requiredRecentSshClient, [anSshSession(data)])).toEqual([`${outcome} example.test:22`]);
  });
});
