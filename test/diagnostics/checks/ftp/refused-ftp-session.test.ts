import { describe, expect, it } from 'vitest';
import { refusedFtpSession } from '../../../../diagnostics/checks/ftp/refused-ftp-session.ts';
import { aFailure } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { anFtpSession } from '../../../support/service-factories.ts';

const text = '421 There are too many connections from your internet address.';
const turnedAway = (attempt: number) => ({
  ...anFtpSession({ greeting: text, upgrade: 'not_tried' }, { failure: aFailure('rejected', 'greet', text) }),
  id: attempt === 1 ? 'ftp/21' : `ftp/21#${attempt}`,
  attempt,
});
const greeted = (attempt: number) => ({
  ...anFtpSession({ greeting: '220 hello' }),
  id: attempt === 1 ? 'ftp/21' : `ftp/21#${attempt}`,
  attempt,
});

describe('refused-ftp-session', () => {
  it.each([
    ['passes after a greeting', [greeted(1)], ['passed ftp.example.test:21']],
    ['fails when every try is turned away', [turnedAway(1), turnedAway(2)], ['failed ftp.example.test:21']],
    [
      'cannot tell when a later try is taken: our own connections may have been too many',
      [turnedAway(1), greeted(2)],
      ['cantTell.sometimes ftp.example.test:21'],
    ],
    [
      'fails when the words come in clear where TLS should begin',
      [
        anFtpSession(
          { upgrade: 'not_tried' },
          { failure: aFailure('tls_not_spoken', 'tls_handshake', text), id: 'ftp/21' },
        ),
      ],
      ['failed ftp.example.test:21'],
    ],
    [
      'stays untested without a connection',
      [anFtpSession({ upgrade: 'not_tried' }, { failure: aFailure('timed_out') })],
      ['untested ftp.example.test:21'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(refusedFtpSession, observations)).toEqual(expected);
  });
});
