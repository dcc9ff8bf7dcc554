import { describe, expect, it } from 'vitest';
import { acceptedObsoleteTls } from '../../../../diagnostics/checks/tls/accepted-obsolete-tls.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { aFailure, anObservation } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aSession, at } from '../../../support/service-factories.ts';

const greeting = (partial: object = {}): Observation =>
  anObservation('tls', {
    endpoint: at('example.test', 443),
    control: 'C0',
    input: { serverName: 'example.test', newestVersion: 'TLSv1.1' },
    data: { connectMs: 5, tls: aSession({}, { protocolVersion: 'TLSv1.1' }) },
    ...partial,
  });

describe('accepted-obsolete-tls', () => {
  it.each([
    ['fails when the old greeting is taken', [greeting()], 'failed example.test:443'],
    [
      'passes when the server refuses it in its own words',
      [
        greeting({
          failure: aFailure('tls_alert', 'tls_handshake', 'protocol_version'),
          data: { connectMs: 5 },
        }),
      ],
      'passed example.test:443',
    ],
    [
      'cannot tell when no connection stood',
      [greeting({ failure: aFailure('timed_out'), data: {} })],
      'cantTell example.test:443',
    ],
    [
      'does not apply where nobody asked for it',
      [greeting({ input: { serverName: 'example.test' } })],
      'inapplicable example.test',
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(acceptedObsoleteTls, observations)).toEqual([expected]);
  });
});
