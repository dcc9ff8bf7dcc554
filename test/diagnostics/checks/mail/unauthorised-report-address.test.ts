import { describe } from 'vitest';
import { unauthorisedReportAddress } from '../../../../diagnostics/checks/mail/unauthorised-report-address.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { denied, dmarc, texts, timedOut } from '../../../support/mail-record-factories.ts';

const elsewhere = dmarc('v=DMARC1; p=none; rua=mailto:a@reports.test!10m,mailto:b@example.test');
const agreement = 'example.test._report._dmarc.reports.test';

describe('unauthorised-report-address', () => {
  checkCases(unauthorisedReportAddress, [
    ['passes where the other domain agrees', [elsewhere, texts(agreement, 'v=DMARC1')], 'passed'],
    ['fails where it says nothing', [elsewhere, denied(agreement)], 'failed'],
    ['fails where it says something else', [elsewhere, texts(agreement, 'hello')], 'failed'],
    [
      'does not apply to reports that stay at home',
      [dmarc('v=DMARC1; p=none; rua=mailto:d@mail.example.test')],
      'inapplicable.own',
    ],
    ['does not apply without a record', [denied('_dmarc.example.test')], 'inapplicable.none'],
    ['cannot tell after a time-out', [elsewhere, timedOut(agreement)], 'cantTell'],
    ['is untested when nobody asked there', [elsewhere], 'untested'],
  ]);
});
