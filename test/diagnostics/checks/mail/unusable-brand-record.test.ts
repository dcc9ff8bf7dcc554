import { describe } from 'vitest';
import { unusableBrandRecord } from '../../../../diagnostics/checks/mail/unusable-brand-record.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { denied, dmarc, texts, timedOut } from '../../../support/mail-record-factories.ts';

const name = 'default._bimi.example.test';
const mark = texts(name, 'v=BIMI1; l=https://example.test/mark.svg');

describe('unusable-brand-record', () => {
  checkCases(unusableBrandRecord, [
    ['passes under a strict policy', [mark, dmarc('v=DMARC1; p=quarantine')], 'passed'],
    ['fails under a policy that does nothing', [mark, dmarc('v=DMARC1; p=none')], 'failed.policy'],
    ['fails without a policy', [mark, denied('_dmarc.example.test')], 'failed.policy'],
    [
      'fails for a picture without encryption',
      [texts(name, 'v=BIMI1; l=http://example.test/mark.svg')],
      'failed.location',
    ],
    [
      'passes for a mark that is refused on purpose',
      [texts(name, 'v=BIMI1; l=;'), dmarc('v=DMARC1; p=none')],
      'passed',
    ],
    ['is untested where the policy is not known', [mark, timedOut('_dmarc.example.test')], 'untested'],
    ['does not apply without a record', [denied(name)], 'inapplicable.none'],
    ['cannot tell after a time-out', [timedOut(name)], 'cantTell'],
    ['is untested when nobody asked', [], 'untested'],
  ]);
});
