import { describe, expect, it } from 'vitest';
import { changedSshHostKey } from '../../../../diagnostics/checks/ssh/changed-ssh-host-key.ts';
import { anSshSession, judgeAll } from '../../../support/service-factories.ts';
import { HOST } from '../../../support/attribution-factories.ts';
import { NEW, OLD, remembers, shows, sshfp } from '../../../support/host-key-factories.ts';

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
    ['has nothing to compare at first contact', [shows()], 'inapplicable'],
    ['stays untested without a key', [anSshSession({})], 'untested'],
  ])('%s', (_, observations, outcome) => {
    expect(judgeAll(changedSshHostKey, observations)).toEqual([`${outcome} ${HOST}:22`]);
  });
});
