import { describe, expect, it } from 'vitest';
import { slowMailGreeting } from '../../../../diagnostics/checks/mail/slow-mail-greeting.ts';
import { aFailure } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aMailDialogue } from '../../../support/service-factories.ts';

describe('slow-mail-greeting', () => {
  it.each([
    ['passes for a prompt greeting', [aMailDialogue('smtp', 25)], ['passed mail.example.test:25']],
    [
      'passes at five seconds',
      [aMailDialogue('smtp', 25, { greetingMs: 5_000 })],
      ['passed mail.example.test:25'],
    ],
    [
      'fails beyond five seconds',
      [aMailDialogue('smtp', 25, { greetingMs: 12_300 })],
      ['failed mail.example.test:25'],
    ],
    [
      'cannot tell when it outlasts our patience',
      [aMailDialogue('smtp', 25, { greetingMs: undefined }, { failure: aFailure('timed_out', 'greet') })],
      ['cantTell mail.example.test:25'],
    ],
    [
      'stays untested without a connection',
      [aMailDialogue('smtp', 25, { greetingMs: undefined }, { failure: aFailure('connection_refused') })],
      ['untested mail.example.test:25'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(slowMailGreeting, observations)).toEqual(expected);
  });
});
