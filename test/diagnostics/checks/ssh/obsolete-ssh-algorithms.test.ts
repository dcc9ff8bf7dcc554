import { describe, expect, it } from 'vitest';
import { obsoleteSshAlgorithms } from '../../../../diagnostics/checks/ssh/obsolete-ssh-algorithms.ts';
import { judgeAll } from '../../../support/judge.ts';
import { anSshSession } from '../../../support/service-factories.ts';

const current = {
  kexAlgorithms: ['curve25519-sha256'],
  hostKeyAlgorithms: ['ssh-ed25519'],
  ciphers: ['aes256-gcm@openssh.com'],
  macs: ['hmac-sha2-256'],
};

describe('obsolete-ssh-algorithms', () => {
  it.each([
    ['passes when every list holds something current', [anSshSession(current)], ['passed example.test:22']],
    [
      'passes when old methods stand beside current ones',
      [anSshSession({ ...current, macs: ['hmac-md5', 'hmac-sha2-256'] })],
      ['passed example.test:22'],
    ],
    [
      'fails when the key exchange is old, whatever signals stand beside',
      [
        anSshSession({
          ...current,
          kexAlgorithms: ['diffie-hellman-group1-sha1', 'ext-info-s', 'kex-strict-s-v00@openssh.com'],
        }),
      ],
      ['failed example.test:22'],
    ],
    [
      'fails when the host key is DSA alone',
      [anSshSession({ ...current, hostKeyAlgorithms: ['ssh-dss'] })],
      ['failed example.test:22'],
    ],
    [
      'fails when the ciphers are old alone',
      [anSshSession({ ...current, ciphers: ['3des-cbc', 'arcfour256'] })],
      ['failed example.test:22'],
    ],
    [
      'fails when the integrity codes are MD5 alone',
      [anSshSession({ ...current, ciphers: ['aes128-ctr'], macs: ['hmac-md5', 'hmac-md5-96'] })],
      ['failed example.test:22'],
    ],
    [
      'fails when RSA keys sign with SHA-1 alone',
      [anSshSession({ ...current, hostKeyAlgorithms: ['ssh-rsa'] })],
      ['failed example.test:22'],
    ],
    [
      'passes when RSA keys may sign with SHA-2 as well',
      [anSshSession({ ...current, hostKeyAlgorithms: ['ssh-rsa', 'rsa-sha2-256'] })],
      ['passed example.test:22'],
    ],
    [
      'passes with old integrity codes that the cipher makes idle',
      [anSshSession({ ...current, macs: ['hmac-md5'] })],
      ['passed example.test:22'],
    ],
    [
      'cannot tell of methods that may be newer than this program',
      [anSshSession({ ...current, kexAlgorithms: ['mlkem4096-sha3'] })],
      ['cantTell example.test:22'],
    ],
    [
      'stays untested when no list came',
      [anSshSession({ identification: 'SSH-2.0-x' })],
      ['untested example.test:22'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(obsoleteSshAlgorithms, observations)).toEqual(expected);
  });
});
