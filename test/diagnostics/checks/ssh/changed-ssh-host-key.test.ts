import { describe, expect, it } from 'vitest';
import { changedSshHostKey } from '../../../../diagnostics/checks/ssh/changed-ssh-host-key.ts';
import { judgeAll } from '../../../support/judge.ts';
import { anSshSession } from '../../../support/service-factories.ts';
import { HOST } from '../../../support/attribution-factories.ts';
import {
  NEW,
  NEW_SHA1,
  OLD,
  remembers,
  shows,
  sshfp,
  sshfpRecords,
} from '../../../support/host-key-factories.ts';

describe('changed-ssh-host-key', () => {
  it.each([
    ['passes with the key that is remembered', [shows(OLD), remembers({})], 'passed'],
    ['passes with the key that stands in DNS', [shows(NEW), sshfp(NEW, false)], 'passed'],
    ['fails with another key of the same kind', [shows(), remembers({})], 'failed.changed'],
    [
      'fails where signed records confirm the new key',
      [shows(), remembers({}), sshfp(NEW, true)],
      'failed.file_outdated',
    ],
    ['fails with a revoked key', [shows(), remembers({ sha256: NEW, isRevoked: true })], 'failed.revoked'],
    [
      'passes with the key that an older record (SHA-1) names',
      [shows(NEW, 'ssh-ed25519', NEW_SHA1), sshfpRecords(true, [4, 1, NEW_SHA1.toUpperCase()])],
      'passed',
    ],
    [
      'fails where the only record is an older one, for another key',
      [shows(NEW, 'ssh-ed25519', NEW_SHA1), sshfpRecords(true, [4, 1, 'a'.repeat(40)])],
      'failed.changed',
    ],
    [
      'leaves an older record aside where a newer one stands beside it',
      [
        shows(NEW, 'ssh-ed25519', NEW_SHA1),
        sshfpRecords(true, [4, 1, 'a'.repeat(40)], [4, 2, Buffer.from(NEW, 'base64').toString('hex')]),
      ],
      'passed',
    ],
    ['has nothing to compare at first contact', [shows()], 'inapplicable'],
    ['stays untested without a key', [anSshSession({})], 'untested'],
  ])('%s', (_, observations, outcome) => {
    expect(judgeAll(changedSshHostKey, observations)).toEqual([`${outcome} ${HOST}:22`]);
  });
});
