import { describe, expect, it } from 'vitest';
import { failedTlsHandshake } from '../../../../diagnostics/checks/tls/failed-tls-handshake.ts';
import type { FailureCode } from '../../../../diagnostics/model/failure.ts';
import { aFailure, anObservation, twice } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aPage, aSecurePage, aSession, FOUR } from '../../../support/service-factories.ts';

const handshake = (url: string, code: FailureCode) =>
  aPage(url, { failure: aFailure(code, 'tls_handshake') });

describe('failed-tls-handshake', () => {
  it.each([
    ['passes when the handshake came about', [aSecurePage()], ['passed example.test:443']],
    [
      'fails after two tries',
      twice(handshake('https://example.test/', 'timed_out')),
      ['failed example.test:443'],
    ],
    [
      'fails after one try when the server says no in words',
      [handshake('https://example.test/', 'tls_alert')],
      ['failed example.test:443'],
    ],
    [
      'cannot tell after one try',
      [handshake('https://example.test/', 'connection_reset')],
      ['cantTell example.test:443'],
    ],
    [
      'counts the tries of all names at one address and port',
      [
        handshake('https://example.test/', 'tls_not_spoken'),
        handshake('https://www.example.test/', 'tls_not_spoken'),
      ],
      ['failed example.test:443', 'failed www.example.test:443'],
    ],
    [
      'holds nothing against one name when another of the server came about',
      [
        handshake('https://example.test/', 'connection_reset'),
        aPage('https://www.example.test/', { data: { tls: aSession() } }),
      ],
      ['cantTell example.test:443', 'passed www.example.test:443'],
    ],
    [
      'takes the server’s own page, shown without a name, for no word about its sites',
      [
        handshake('https://example.test/', 'tls_failed'),
        handshake('https://www.example.test/', 'tls_failed'),
        anObservation('tls', {
          control: 'C8',
          endpoint: { address: FOUR, family: 4, port: 443 },
          input: { serverName: null },
          data: { connectMs: 5, tls: aSession() },
        }),
      ],
      ['failed example.test:443', 'failed www.example.test:443'],
    ],
    [
      'speaks once for several pages of one endpoint',
      [aSecurePage(), handshake('https://example.test/shop', 'timed_out')],
      ['passed example.test:443'],
    ],
    [
      'says nothing where TCP did not stand',
      [aPage('https://example.test/', { failure: aFailure('timed_out') })],
      [],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(failedTlsHandshake, observations)).toEqual(expected);
  });
});
