import { describe, expect, it } from 'vitest';
import { refusedBrowser } from '../../../../diagnostics/checks/tls/refused-browser.ts';
import { aFailure } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aGreeting, aSecurePage, aSession, SIX } from '../../../support/service-factories.ts';

const page = aSecurePage(aSession({}, { cipherSuite: 'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256' }));
const alert = aFailure('tls_alert', 'tls_handshake');

describe('refused-browser', () => {
  it.each([
    [
      'fails where the server says no to a browser',
      [page, aGreeting(['browser'], { failure: alert })],
      ['failed example.test:443'],
    ],
    ['passes where it agrees', [page, aGreeting(['browser'])], ['passed example.test:443']],
    [
      'cannot tell where it only keeps silent',
      [page, aGreeting(['browser'], { failure: aFailure('timed_out', 'tls_handshake') })],
      ['cantTell example.test:443'],
    ],
    ['says nothing where our own greeting failed as well', [aGreeting(['browser'], { failure: alert })], []],
    [
      'says nothing of another server',
      [aSecurePage(undefined, { address: SIX }), aGreeting(['browser'], { failure: alert })],
      [],
    ],
    ['says nothing where nobody asked', [page], []],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(refusedBrowser, observations)).toEqual(expected);
  });
});
