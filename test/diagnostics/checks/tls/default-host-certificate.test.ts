import { describe, expect, it } from 'vitest';
import { defaultHostCertificate } from '../../../../diagnostics/checks/tls/default-host-certificate.ts';
import { anObservation } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aPage, aSecurePage, aSession, FOUR } from '../../../support/service-factories.ts';

const unnamed = (fingerprint256: string) =>
  anObservation('tls', {
    control: 'C8',
    endpoint: { address: FOUR, family: 4, port: 443 },
    input: { serverName: null },
    data: { connectMs: 10, tls: aSession({ fingerprint256 }, { serverName: null }) },
  });

describe('default-host-certificate', () => {
  it.each([
    [
      'fails when the server shows the same certificate without a name',
      [aSecurePage(aSession({ dnsNames: ['other.test'] })), unnamed('AA')],
      ['failed example.test:443'],
    ],
    [
      'passes when the server has another certificate for the name',
      [aSecurePage(aSession({ dnsNames: ['other.test'] })), unnamed('BB')],
      ['passed example.test:443'],
    ],
    [
      'does not apply when the certificate covers the name',
      [aSecurePage(), unnamed('AA')],
      ['inapplicable example.test:443'],
    ],
    [
      'does not apply to a bare address, which is never sent as a name',
      [aPage('https://45.0.1.10/', { data: { tls: aSession({}, { serverName: null }) } })],
      ['inapplicable 45.0.1.10:443'],
    ],
    [
      'stays untested without the other certificate',
      [aSecurePage(aSession({ dnsNames: ['other.test'] }))],
      ['untested example.test:443'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(judgeAll(defaultHostCertificate, observations)).toEqual(expected);
  });
});
