import { describe, expect, it } from 'vitest';
import { missingFtpTls } from '../../../../diagnostics/checks/ftp/missing-ftp-tls.ts';
import { aFailure } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { anFtpSession, at } from '../../../support/service-factories.ts';

describe('missing-ftp-tls', () => {
  it.each([
    ['passes when the upgrade was made', [anFtpSession()], ['passed ftp.example.test:21']],
    [
      'fails when the server does not know it',
      [
        anFtpSession(
          { upgrade: 'not_offered' },
          { failure: aFailure('starttls_missing', 'starttls', '500 what') },
        ),
      ],
      ['failed ftp.example.test:21'],
    ],
    [
      'fails when the server refuses',
      [anFtpSession({ upgrade: 'refused' }, { failure: aFailure('starttls_refused', 'starttls', '534 no') })],
      ['failed.refused ftp.example.test:21'],
    ],
    [
      'does not apply to TLS from the first byte',
      [
        anFtpSession(
          { upgrade: 'not_tried' },
          {
            endpoint: at('ftp.example.test', 990),
            input: { security: 'implicit', serverName: null, login: 'none' },
          },
        ),
      ],
      ['inapplicable ftp.example.test:990'],
    ],
    [
      'stays untested when the dialogue did not come that far',
      [anFtpSession({ upgrade: 'not_tried' }, { failure: aFailure('timed_out', 'greet') })],
      ['untested ftp.example.test:21'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(missingFtpTls, observations)).toEqual(expected);
  });
});
