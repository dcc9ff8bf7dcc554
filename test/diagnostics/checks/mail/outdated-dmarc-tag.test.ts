import { describe } from 'vitest';
import { outdatedDmarcTag } from '../../../../diagnostics/checks/mail/outdated-dmarc-tag.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { denied, dmarc, timedOut } from '../../../support/mail-record-factories.ts';

const name = '_dmarc.example.test';

describe('outdated-dmarc-tag', () => {
  checkCases(outdatedDmarcTag, [
    ['passes for a policy without them', [dmarc('v=DMARC1; p=reject; rua=mailto:d@example.test')], 'passed'],
    ['finds a percentage', [dmarc('v=DMARC1; p=reject; pct=10')], 'failed.tags'],
    ['finds format and interval of reports', [dmarc('v=DMARC1; p=none; rf=afrf; ri=3600')], 'failed.tags'],
    ['finds a test', [dmarc('v=DMARC1; p=reject; t=y')], 'failed.test'],
    ['does not mind a test of nothing', [dmarc('v=DMARC1; p=none; t=y')], 'passed'],
    [
      'does not apply to a record that cannot be read',
      [dmarc('v=DMARC1; p=none; p=none')],
      'inapplicable.unreadable',
    ],
    ['does not apply without a record', [denied(name)], 'inapplicable.none'],
    ['cannot tell after a time-out', [timedOut(name)], 'cantTell'],
    ['is untested when nobody asked', [], 'untested'],
  ]);
});
