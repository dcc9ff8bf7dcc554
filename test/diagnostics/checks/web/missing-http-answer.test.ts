import { describe, expect, it } from 'vitest';
import { missingHttpAnswer } from '../../../../diagnostics/checks/web/missing-http-answer.ts';
import type { FailureCode, Operation } from '../../../../diagnostics/model/failure.ts';
import { aFailure, twice } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aPage, FOUR } from '../../../support/service-factories.ts';

const unanswered = (code: FailureCode, operation: Operation = 'exchange') =>
  aPage('https://example.test/', { failure: aFailure(code, operation) });

describe('missing-http-answer', () => {
  it.each([
    [
      'passes for any answer',
      [aPage('https://example.test/', { data: { status: 500 } })],
      ['passed example.test:443'],
    ],
    ['fails when the server stays silent twice', twice(unanswered('timed_out')), ['failed example.test:443']],
    ['fails when it hangs up twice', twice(unanswered('connection_closed')), ['failed example.test:443']],
    [
      'fails when something else than HTTP comes back twice',
      twice(unanswered('protocol_violation')),
      ['failed example.test:443'],
    ],
    ['cannot tell after one try', [unanswered('timed_out')], ['cantTell example.test:443']],
    [
      'cannot tell when one try of two was answered',
      [
        unanswered('timed_out'),
        { ...aPage('https://example.test/'), id: `http/${FOUR}/https://example.test/#2`, attempt: 2 },
      ],
      ['cantTell example.test:443'],
    ],
    [
      'leaves a failed handshake to another check',
      twice(unanswered('timed_out', 'tls_handshake')),
      ['untested example.test:443'],
    ],
    [
      'stays untested where TCP did not stand',
      twice(unanswered('timed_out', 'connect')),
      ['untested example.test:443'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(missingHttpAnswer, observations)).toEqual(expected);
  });
});
