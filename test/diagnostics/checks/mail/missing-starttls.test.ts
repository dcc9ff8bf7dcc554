import { describe, expect, it } from 'vitest';
import { missingStarttls } from '../../../../diagnostics/checks/mail/missing-starttls.ts';
import { aFailure } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aMailDialogue } from '../../../support/service-factories.ts';

describe('missing-starttls', () => {
  it.each([
    ['passes when the upgrade was made', [aMailDialogue('smtp', 587)], ['passed mail.example.test:587']],
    [
      'passes when it was offered and the handshake failed, which is told elsewhere',
      [
        aMailDialogue(
          'smtp',
          587,
          { upgrade: 'failed' },
          { failure: aFailure('timed_out', 'tls_handshake') },
        ),
      ],
      ['passed mail.example.test:587'],
    ],
    [
      'fails when it is not offered',
      [
        aMailDialogue(
          'smtp',
          587,
          { upgrade: 'not_offered', capabilities: ['SIZE'] },
          { failure: aFailure('starttls_missing', 'starttls') },
        ),
      ],
      ['failed mail.example.test:587'],
    ],
    [
      'fails for IMAP and POP3 alike',
      [
        aMailDialogue('imap', 143, { upgrade: 'not_offered' }),
        aMailDialogue('pop3', 110, { upgrade: 'not_offered' }),
      ],
      ['failed mail.example.test:143', 'failed mail.example.test:110'],
    ],
    [
      'fails when it is offered and refused',
      [
        aMailDialogue(
          'smtp',
          587,
          { upgrade: 'refused' },
          { failure: aFailure('starttls_refused', 'starttls', '454 later') },
        ),
      ],
      ['failed.refused mail.example.test:587'],
    ],
    [
      'stays untested when the dialogue did not come that far',
      [aMailDialogue('smtp', 587, { upgrade: 'not_tried' }, { failure: aFailure('timed_out', 'greet') })],
      ['untested mail.example.test:587'],
    ],
    [
      'stays untested where every port speaks TLS at once',
      [aMailDialogue('imap', 993, {}, { input: { security: 'implicit', serverName: null } })],
      ['untested example.test'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(missingStarttls, observations)).toEqual(expected);
  });
});
