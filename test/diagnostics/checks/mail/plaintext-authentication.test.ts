import { describe, expect, it } from 'vitest';
import { plaintextAuthentication } from '../../../../diagnostics/checks/mail/plaintext-authentication.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aMailDialogue } from '../../../support/service-factories.ts';

describe('plaintext-authentication', () => {
  it.each([
    [
      'passes when nothing is offered before TLS',
      [aMailDialogue('smtp', 587)],
      ['passed mail.example.test:587'],
    ],
    [
      'passes for challenge and response, which reveals no password',
      [aMailDialogue('smtp', 587, { authMechanisms: ['CRAM-MD5', 'SCRAM-SHA-256'] })],
      ['passed mail.example.test:587'],
    ],
    [
      'fails when PLAIN is offered before TLS',
      [aMailDialogue('smtp', 587, { authMechanisms: ['PLAIN', 'LOGIN'] })],
      ['failed mail.example.test:587'],
    ],
    [
      'does not apply to TLS from the first byte',
      [aMailDialogue('smtp', 465, {}, { input: { security: 'implicit', serverName: null } })],
      ['inapplicable mail.example.test:465'],
    ],
    [
      'stays untested when the server told nothing',
      [aMailDialogue('smtp', 587, { authMechanisms: undefined })],
      ['untested mail.example.test:587'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(plaintextAuthentication, observations)).toEqual(expected);
  });
});
