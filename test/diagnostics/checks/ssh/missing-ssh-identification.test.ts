import { describe, expect, it } from 'vitest';
import { missingSshIdentification } from '../../../../diagnostics/checks/ssh/missing-ssh-identification.ts';
import { aFailure, twice } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { anSshSession } from '../../../support/service-factories.ts';

const hangUp = anSshSession({}, { failure: aFailure('connection_closed', 'greet', 'EOF') });

describe('missing-ssh-identification', () => {
  it.each([
    [
      'passes when the server says who it is',
      [anSshSession({ identification: 'SSH-2.0-OpenSSH_9.9' })],
      ['passed example.test:22'],
    ],
    [
      'passes when a later step failed',
      twice(
        anSshSession(
          { identification: 'SSH-2.0-old' },
          { failure: aFailure('no_common_algorithm', 'negotiate') },
        ),
      ),
      ['passed example.test:22'],
    ],
    ['fails when it hangs up twice', twice(hangUp), ['failed example.test:22']],
    [
      'fails when it says something else twice',
      twice(
        anSshSession(
          { linesBefore: ['Not allowed at this time'] },
          { failure: aFailure('connection_closed', 'greet') },
        ),
      ),
      ['failed.text example.test:22'],
    ],
    [
      'fails when it stays silent twice',
      twice(anSshSession({}, { failure: aFailure('timed_out', 'greet') })),
      ['failed.silent example.test:22'],
    ],
    ['cannot tell after one try', [hangUp], ['cantTell example.test:22']],
    [
      'cannot tell when one try of two was answered',
      [hangUp, { ...anSshSession({ identification: 'SSH-2.0-x' }), id: `${hangUp.id}#2`, attempt: 2 }],
      ['cantTell.sometimes example.test:22'],
    ],
    [
      'stays untested where TCP did not stand',
      twice(anSshSession({ connectMs: undefined }, { failure: aFailure('timed_out') })),
      ['untested example.test:22'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(missingSshIdentification, observations)).toEqual(expected);
  });
});
