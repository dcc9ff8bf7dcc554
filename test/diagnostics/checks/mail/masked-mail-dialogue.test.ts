import { describe, expect, it } from 'vitest';
import { maskedMailDialogue } from '../../../../diagnostics/checks/mail/masked-mail-dialogue.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aMailDialogue } from '../../../support/service-factories.ts';

const judged = (greeting: string | undefined, capabilities: readonly string[] = ['STARTTLS']) =>
  judgeAll(maskedMailDialogue, [aMailDialogue('smtp', 587, { greeting, capabilities })]);

describe('masked-mail-dialogue', () => {
  it.each([
    ['220 ******************************', ['SIZE 10'], 'failed'],
    ['220 **2***0*****0200 ESMTP', ['SIZE 10'], 'failed'],
    ['220 mail.example.test ESMTP', ['SIZE 10', 'XXXXXXXA'], 'failed.extensions'],
    ['220 mail.example.test ESMTP', ['XEXCH50', 'X-LINK2STATE', 'XCLIENT NAME'], 'passed'],
    ['220 mail.example.test ESMTP *** no spam ***', ['STARTTLS'], 'passed'],
    [undefined, [], 'untested'],
  ] satisfies readonly (readonly [string | undefined, readonly string[], string])[])(
    '%s with %j',
    (greeting, capabilities, outcome) => {
      expect(judged(greeting, capabilities)).toEqual([`${outcome} mail.example.test:587`]);
    },
  );
});
