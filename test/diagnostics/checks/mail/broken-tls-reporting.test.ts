import { describe } from 'vitest';
import { brokenTlsReporting } from '../../../../diagnostics/checks/mail/broken-tls-reporting.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { denied, texts, timedOut } from '../../../support/mail-record-factories.ts';

const name = '_smtp._tls.example.test';

describe('broken-tls-reporting', () => {
  checkCases(brokenTlsReporting, [
    ['passes for an address', [texts(name, 'v=TLSRPTv1; rua=mailto:tls@example.test')], 'passed'],
    [
      'passes for an address and a web place',
      [texts(name, 'v=TLSRPTv1;rua=mailto:tls@example.test,https://reports.test/tls')],
      'passed',
    ],
    ['fails without an address', [texts(name, 'v=TLSRPTv1;')], 'failed.address'],
    ['fails for a bare address', [texts(name, 'v=TLSRPTv1; rua=tls@example.test')], 'failed.address'],
    [
      'fails for two records',
      [texts(name, 'v=TLSRPTv1; rua=mailto:a@b.test', 'v=TLSRPTv1; rua=mailto:c@d.test')],
      'failed.several',
    ],
    ['does not apply without a record', [denied(name)], 'inapplicable.none'],
    ['does not apply where another text stands', [texts(name, 'hello')], 'inapplicable.none'],
    ['cannot tell after a time-out', [timedOut(name)], 'cantTell'],
    ['is untested when nobody asked', [], 'untested'],
  ]);
});
