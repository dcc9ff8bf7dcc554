import { describe, expect, it } from 'vitest';
import { failedSenderAuthentication } from '../../../../diagnostics/checks/mail/failed-sender-authentication.ts';
import type { AuthenticationResult } from '../../../../diagnostics/model/observations/delivery.ts';
import { aBounce } from '../../../support/delivery-factories.ts';
import { judgeAll } from '../../../support/judge.ts';

const told = (...authentication: readonly AuthenticationResult[]) =>
  judgeAll(failedSenderAuthentication, [
    aBounce([], { form: 'headers', fromDomain: 'example.test', authentication }),
  ]);

describe('failed-sender-authentication', () => {
  it.each([
    [
      'a failed DMARC check',
      [{ method: 'dmarc', result: 'fail', domain: 'shop.test' }],
      ['failed shop.test'],
    ],
    ['a passed DMARC check', [{ method: 'dmarc', result: 'pass' }], ['passed example.test']],
    [
      'both ways failed',
      [
        { method: 'spf', result: 'softfail' },
        { method: 'dkim', result: 'none' },
      ],
      ['failed example.test'],
    ],
    [
      'one way passed, and alignment is not known',
      [
        { method: 'spf', result: 'fail' },
        { method: 'dkim', result: 'pass' },
      ],
      ['cantTell example.test'],
    ],
    ['no check at all', [], []],
  ] satisfies readonly (readonly [string, readonly AuthenticationResult[], readonly string[]])[])(
    '%s',
    (_, authentication, expected) => {
      expect(told(...authentication)).toEqual(expected);
    },
  );
});
