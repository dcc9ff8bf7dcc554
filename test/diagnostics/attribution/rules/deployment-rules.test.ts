import { describe } from 'vitest';
import { certificateNameMismatch } from '../../../../diagnostics/checks/tls/certificate-name-mismatch.ts';
import { differingCertificates } from '../../../../diagnostics/checks/tls/differing-certificates.ts';
import { expiredCertificate } from '../../../../diagnostics/checks/tls/expired-certificate.ts';
import {
  aCertificate,
  addressInZone,
  aSecurePage,
  aSession,
  at,
  ELSEWHERE,
  fires,
  HOST,
  judgedWorld,
  pack,
  SERVER,
  SERVER6,
  timeSources,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { Certificate } from '../../../../diagnostics/model/observations/tls.ts';
import { anObservation } from '../../../support/factories.ts';

const renewing = { ...pack, renewsCertificates: true };
const checks = [expiredCertificate, certificateNameMismatch, differingCertificates];
const ended = { notAfter: '2026-02-26T00:00:00Z', notBefore: '2025-11-28T00:00:00Z', fingerprint256: 'OLD' };

const shown = (address: string, leaf: Partial<Certificate> = {}): Observation =>
  aSecurePage({ chain: [aCertificate(leaf)] }, at(address, 443));
const mailbox = (port: number, leaf: Partial<Certificate> = {}): Observation =>
  anObservation('imap', {
    endpoint: at(SERVER, port, `mail.${HOST}`),
    data: {
      connectMs: 10,
      upgrade: 'not_tried',
      transcript: [],
      tls: aSession({ chain: [aCertificate({ dnsNames: [`mail.${HOST}`], ...leaf })] }),
    },
  });
const world = (observations: readonly Observation[], provider?: World['provider']): World =>
  judgedWorld(checks, {
    ...(provider && { provider }),
    observations: [
      ...timeSources(),
      addressInZone(),
      addressInZone(SERVER6),
      { ...addressInZone(ELSEWHERE), id: 'dns/udp/45.0.1.2/example.test/A' },
      ...observations,
    ],
  });

describe('R65', () => {
  fires(
    'R65',
    'the renewed certificate was put in place over IPv4 and not over IPv6',
    world([shown(SERVER), shown(SERVER6, ended)], renewing),
    {
      cause: 'tls.certificate.partly_deployed',
      subject: `${HOST} (443)`,
      domain: 'hosting_provider',
      confidence: 'proven',
      missing: [],
      explains: [`expired-certificate ${HOST}:443 (${SERVER6})`, `differing-certificates ${HOST}:443`],
    },
  );
  fires(
    'R65',
    'one mail program of the server was not told of the renewed certificate',
    world([mailbox(993), mailbox(995, ended)], renewing),
    { cause: 'tls.certificate.partly_deployed', subject: `mail.${HOST} (995)`, domain: 'hosting_provider' },
  );
  fires(
    'R65',
    'an old address stands beside the right one',
    world([shown(SERVER), shown(ELSEWHERE, { dnsNames: ['old.test'], fingerprint256: 'OLD' })], renewing),
    {
      cause: 'dns.address_elsewhere',
      domain: 'customer_configuration',
      confidence: 'proven',
      missing: [],
      explains: [
        `certificate-name-mismatch ${HOST}:443 (${ELSEWHERE})`,
        `differing-certificates ${HOST}:443`,
      ],
    },
  );
  fires(
    'R65',
    'without a pack nobody knows whose the bad address is',
    world([shown(SERVER), shown(ELSEWHERE, { dnsNames: ['old.test'], fingerprint256: 'OLD' })]),
    {
      cause: 'tls.certificate.partly_deployed',
      domain: 'undetermined',
      confidence: 'possible',
      missing: ['C9 whose_address'],
    },
  );
  fires(
    'R65',
    'another server of the provider stands in the zone and does not know the site',
    world(
      [shown(SERVER), shown(SERVER6, { dnsNames: ['server2.hoster.test'], fingerprint256: 'HOST' })],
      renewing,
    ),
    {
      cause: 'tls.certificate.partly_deployed',
      domain: 'undetermined',
      confidence: 'possible',
      missing: ['C9 wrong_machine'],
    },
  );
  trap(
    'R65',
    'a balancer with two sound certificates',
    world([shown(SERVER), shown(SERVER6, { fingerprint256: 'BB', serialNumber: '02' })], renewing),
    [],
  );
  trap(
    'R65',
    'the same bad certificate everywhere',
    world([shown(SERVER, ended), shown(SERVER6, ended)], renewing),
    ['R55'],
  );
  trap(
    'R65',
    'the site is missing at the provider, and the former server still has it',
    world(
      [shown(ELSEWHERE), shown(SERVER, { dnsNames: ['server.hoster.test'], fingerprint256: 'HOST' })],
      renewing,
    ),
    ['R61'],
  );
});
