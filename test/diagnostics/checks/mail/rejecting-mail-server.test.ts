import { describe, expect, it } from 'vitest';
import { rejectingMailServer } from '../../../../diagnostics/checks/mail/rejecting-mail-server.ts';
import { aFacts, aFailure } from '../../../support/factories.ts';
import { assertionsOf, judgeAll, sentence } from '../../../support/judge.ts';
import { aMailDialogue } from '../../../support/service-factories.ts';

const greetingWith = (greeting: string) =>
  aMailDialogue('smtp', 25, { greeting }, { failure: aFailure('rejected', 'greet', greeting) });

describe('rejecting-mail-server', () => {
  it.each([
    ['passes for a greeting', [aMailDialogue('smtp', 25)], ['passed mail.example.test:25']],
    [
      'fails when the first words after the greeting are refused',
      [aMailDialogue('smtp', 25, {}, { failure: aFailure('rejected', 'negotiate', '550 no') })],
      ['failed.after_greeting mail.example.test:25'],
    ],
    [
      'passes when only the upgrade was refused',
      [aMailDialogue('smtp', 25, {}, { failure: aFailure('starttls_refused', 'starttls', '454 no') })],
      ['passed mail.example.test:25'],
    ],
    [
      'fails when the greeting is a refusal',
      [greetingWith('554 5.7.1 not welcome')],
      ['failed mail.example.test:25'],
    ],
    [
      'fails for now when the refusal is temporary',
      [greetingWith('421 too busy')],
      ['failed.for_now mail.example.test:25'],
    ],
    [
      'fails for a goodbye of IMAP',
      [
        aMailDialogue(
          'imap',
          143,
          { greeting: '* BYE closed' },
          { failure: aFailure('rejected', 'greet', '* BYE closed') },
        ),
      ],
      ['failed mail.example.test:143'],
    ],
    [
      'stays untested without a greeting',
      [aMailDialogue('smtp', 25, { greeting: undefined }, { failure: aFailure('timed_out', 'greet') })],
      ['untested mail.example.test:25'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(rejectingMailServer, observations)).toEqual(expected);
  });

  it('calls a refusal usual for home connections on port 25 only', () => {
    const textAt = (port: number) => {
      const refusal = aMailDialogue(
        'smtp',
        port,
        { greeting: '554 no' },
        { failure: aFailure('rejected', 'greet', '554 no') },
      );
      return sentence(
        'en',
        assertionsOf(rejectingMailServer, aFacts({ observations: [refusal] }))[0]!.message,
      );
    };
    expect(textAt(25)).toContain('For home connections this is usual.');
    expect(textAt(587)).not.toContain('home connections');
  });
});
