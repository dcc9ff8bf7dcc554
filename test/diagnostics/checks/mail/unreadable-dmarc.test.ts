import { describe } from 'vitest';
import { unreadableDmarc } from '../../../../diagnostics/checks/mail/unreadable-dmarc.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { denied, dmarc, timedOut } from '../../../support/mail-record-factories.ts';

const name = '_dmarc.example.test';

describe('unreadable-dmarc (RFC 9989 section 4.7)', () => {
  checkCases(unreadableDmarc, [
    ['passes for a plain policy', [dmarc('v=DMARC1; p=reject')], 'passed'],
    [
      'passes for every tag of the standard',
      [dmarc('v=DMARC1; p=none; sp=reject; np=reject; adkim=s; aspf=r; fo=1; psd=n; t=y')],
      'passed',
    ],
    ['ignores tags that it does not know', [dmarc('v=DMARC1; p=none; colour=blue')], 'passed'],
    ['fails for a part without a value', [dmarc('v=DMARC1; p=none; reject')], 'failed.syntax'],
    ['fails for a tag that stands twice', [dmarc('v=DMARC1; p=none; p=reject')], 'failed.syntax'],
    ['fails without a policy', [dmarc('v=DMARC1; sp=reject')], 'failed.no-policy'],
    ['fails for a policy that nobody knows', [dmarc('v=DMARC1; p=monitor')], 'failed.no-policy'],
    [
      'says that only reports come where they are asked for',
      [dmarc('v=DMARC1; rua=mailto:d@example.test')],
      'failed.assumed',
    ],
    ['fails for a value that nobody knows', [dmarc('v=DMARC1; p=none; sp=all')], 'failed.value'],
    [
      'leaves several records to another check',
      [dmarc('v=DMARC1; p=none', 'v=DMARC1; p=reject')],
      'inapplicable.several',
    ],
    ['does not apply without a record', [denied(name)], 'inapplicable.none'],
    ['cannot tell after a time-out', [timedOut(name)], 'cantTell'],
    ['is untested when nobody asked', [], 'untested'],
  ]);
});
