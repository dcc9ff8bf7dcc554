import { describe, expect, it } from 'vitest';
import { missingAuthentication } from '../../../../diagnostics/checks/mail/missing-authentication.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aMailDialogue } from '../../../support/service-factories.ts';

describe('missing-authentication', () => {
  it.each([
    [
      'passes when a mechanism is offered after TLS',
      [aMailDialogue('smtp', 587, { authMechanismsAfterTls: ['PLAIN'] })],
      ['passed mail.example.test:587'],
    ],
    [
      'fails when none is offered after TLS',
      [aMailDialogue('smtp', 587, { authMechanismsAfterTls: [] })],
      ['failed mail.example.test:587'],
    ],
    [
      'stays untested when TLS did not come about',
      [aMailDialogue('smtp', 587)],
      ['untested mail.example.test:587'],
    ],
    [
      'wants no login where mail arrives',
      [aMailDialogue('smtp', 25, { authMechanismsAfterTls: [] })],
      ['untested example.test'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(missingAuthentication, observations)).toEqual(expected);
  });
});
