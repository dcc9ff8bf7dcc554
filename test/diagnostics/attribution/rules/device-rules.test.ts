import { describe } from 'vitest';
import { expiredIntermediateCertificate } from '../../../../diagnostics/checks/tls/expired-intermediate-certificate.ts';
import { revokedCertificate } from '../../../../diagnostics/checks/tls/revoked-certificate.ts';
import { expiredCertificate } from '../../../../diagnostics/checks/tls/expired-certificate.ts';
import { obsoleteTlsVersion } from '../../../../diagnostics/checks/tls/obsolete-tls-version.ts';
import { overlongCertificateLifetime } from '../../../../diagnostics/checks/tls/overlong-certificate-lifetime.ts';
import { refusedOldClient } from '../../../../diagnostics/checks/tls/refused-old-client.ts';
import { soonExpiringCertificate } from '../../../../diagnostics/checks/tls/soon-expiring-certificate.ts';
import { weakCertificateSignature } from '../../../../diagnostics/checks/tls/weak-certificate-signature.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { withStatements } from '../../../../diagnostics/model/view/statements.ts';
import {
  aCertificate,
  aSecurePage,
  aSession,
  at,
  controlSites,
  fires,
  HOST,
  judgedWorld,
  pack,
  SERVER,
  timeSources,
  told,
  trap,
  trust,
  type World,
} from '../../../support/attribution-factories.ts';
import { aFailure, anObservation, STARTED_AT } from '../../../support/factories.ts';

const renewing = { ...pack, renewsCertificates: true };
const alert = aFailure('tls_alert', 'tls_handshake', 'protocol_version');

/** The greeting of an old device, refused or answered. */
const oldGreeting = (isRefused: boolean): Observation =>
  anObservation('tls', {
    id: `tls/${SERVER}/443/${HOST}/old`,
    control: 'C0',
    endpoint: at(SERVER, 443),
    input: { serverName: HOST, newestVersion: 'TLSv1.1' },
    data: { connectMs: 5, tls: aSession({ protocolVersion: 'TLSv1.1' }) },
    ...(isRefused && { failure: alert, data: { connectMs: 5 } }),
  });

function deviceWorld(answer: string | undefined, ...observations: readonly Observation[]): World {
  const facts = answer === undefined ? {} : { old_device: answer };
  return judgedWorld([refusedOldClient], {
    request: told(facts),
    observations: [withStatements(observations, facts, STARTED_AT)],
  });
}

describe('R66', () => {
  fires(
    'R66',
    'only the old device fails, and it speaks too old a version',
    deviceWorld('yes', aSecurePage(), oldGreeting(true)),
    {
      cause: 'device.tls_outdated',
      subject: `${HOST}:443`,
      domain: 'customer_device',
      confidence: 'likely',
      missing: [],
      explains: [`refused-old-client ${HOST}:443`],
    },
  );
  const young = {
    bundled: { trusted: true, reason: 'trusted', name: 'CN=ISRG Root X1, C=US' },
    system: null,
  } as const;
  fires(
    'R66',
    'its version will do, and it lacks the root',
    deviceWorld('yes', aSecurePage({ trust: young }), oldGreeting(false)),
    { cause: 'device.tls_outdated.root', domain: 'customer_device', confidence: 'likely' },
  );
  trap(
    'R66',
    'the server still accepts what old devices speak',
    deviceWorld('yes', aSecurePage(), oldGreeting(false)),
    [],
  );
  trap('R66', 'newer devices fail as well', deviceWorld('no', aSecurePage(), oldGreeting(true)), []);
  trap('R66', 'nobody spoke of an old device', deviceWorld(undefined, aSecurePage(), oldGreeting(true)), []);
});

const lifetimes = [expiredCertificate, soonExpiringCertificate, overlongCertificateLifetime];
const site = (notBefore: string, notAfter: string, partial: Parameters<typeof aSecurePage>[0] = {}): World =>
  judgedWorld(lifetimes, {
    provider: renewing,
    observations: [
      ...timeSources(),
      aSecurePage({ chain: [aCertificate({ notBefore, notAfter })], ...partial }),
    ],
  });

describe('R69', () => {
  fires(
    'R69',
    'four days left of an automatic certificate',
    site('2025-12-06T00:00:00Z', '2026-03-06T00:00:00Z'),
    {
      cause: 'tls.certificate.renewal_due',
      subject: `${HOST} (443)`,
      domain: 'hosting_provider',
      confidence: 'proven',
      missing: [],
      explains: [`soon-expiring-certificate ${HOST}:443`],
    },
  );
  fires(
    'R69',
    'the provider renews thirty days before the end, and there are twenty left',
    judgedWorld(lifetimes, {
      provider: { ...renewing, renewsDaysBefore: 30 },
      observations: [
        ...timeSources(),
        aSecurePage({
          chain: [aCertificate({ notBefore: '2025-12-22T00:00:00Z', notAfter: '2026-03-22T00:00:00Z' })],
        }),
      ],
    }),
    { cause: 'tls.certificate.renewal_due', domain: 'hosting_provider' },
  );
  fires(
    'R69',
    'a certificate of a year was bought by somebody',
    site('2025-03-08T00:00:00Z', '2026-03-08T00:00:00Z'),
    {
      domain: 'customer_configuration',
      confidence: 'possible',
      missing: ['C9 who_keeps_the_certificate'],
    },
  );
  fires('R69', 'longer than was allowed at its date', site('2026-01-01T00:00:00Z', '2027-06-01T00:00:00Z'), {
    cause: 'tls.certificate.overlong',
    domain: 'customer_configuration',
    confidence: 'possible',
  });
  trap('R69', '398 days, issued before 2026-03-15', site('2026-01-10T00:00:00Z', '2027-02-12T00:00:00Z'), []);
  trap(
    'R69',
    'a private authority is bound by no limit',
    site('2026-01-01T00:00:00Z', '2036-01-01T00:00:00Z', { trust: trust.nobody }),
    [],
  );
  trap(
    'R69',
    'twenty days left of ninety, and no pack says when it is renewed',
    site('2025-12-22T00:00:00Z', '2026-03-22T00:00:00Z'),
    [],
  );
  trap(
    'R69',
    'a certificate of a day, made by a program on this computer',
    site('2026-03-02T00:00:00Z', '2026-03-02T12:00:00Z', { trust: trust.systemOnly }),
    [],
  );
});

describe('chains and revocation', () => {
  const intermediate = (notAfter: string, issuer = 'CN=Public Root') =>
    aCertificate({
      subject: 'CN=Public Authority',
      issuer,
      notAfter,
      fingerprint256: `CA ${issuer} ${notAfter}`,
    });
  const shown = (...above: readonly ReturnType<typeof intermediate>[]): World =>
    judgedWorld([expiredIntermediateCertificate, revokedCertificate], {
      provider: renewing,
      observations: [...timeSources(), aSecurePage({ chain: [aCertificate(), ...above] })],
    });
  fires(
    'R64',
    'the intermediate that the server sends has ended',
    shown(intermediate('2026-02-20T00:00:00Z')),
    {
      cause: 'tls.chain.expired',
      domain: 'hosting_provider',
      confidence: 'proven',
      explains: [`expired-intermediate-certificate ${HOST}:443`],
    },
  );
  trap(
    'R64',
    'an ended bridge beside a valid way',
    shown(intermediate('2027-01-01T00:00:00Z'), intermediate('2026-02-20T00:00:00Z', 'CN=Former Root')),
    [],
  );
  const stapled = (stapledStatus: 'good' | 'revoked'): World =>
    judgedWorld([revokedCertificate], { provider: renewing, observations: [aSecurePage({ stapledStatus })] });
  fires('R96', 'the authority took the certificate back, and the server says so itself', stapled('revoked'), {
    cause: 'tls.certificate.revoked',
    domain: 'hosting_provider',
    confidence: 'proven',
  });
  trap('R96', 'the authority’s word is good', stapled('good'), []);
});

describe('outdated methods', () => {
  const outdated = judgedWorld([obsoleteTlsVersion], {
    provider: renewing,
    observations: [aSecurePage({ protocolVersion: 'TLSv1.1' })],
  });
  fires('R94', 'the newest that the server offers is out of date', outdated, {
    cause: 'tls.server_outdated',
    domain: 'hosting_provider',
    confidence: 'proven',
    explains: [`obsolete-tls-version ${HOST}:443`],
  });
  trap(
    'R94',
    'a program here that re-signs connections chooses the version',
    judgedWorld([obsoleteTlsVersion], {
      observations: [
        aSecurePage({ protocolVersion: 'TLSv1.1', trust: trust.systemOnly }),
        ...controlSites('systemOnly'),
      ],
    }),
    [],
  );
  const chain = [
    aCertificate(),
    aCertificate({
      subject: 'CN=Public Authority',
      issuer: 'CN=Public Root',
      signatureAlgorithm: 'sha1WithRSAEncryption',
      fingerprint256: 'CA',
    }),
  ];
  fires(
    'R96',
    'an intermediate certificate is signed with SHA-1',
    judgedWorld([weakCertificateSignature], { provider: renewing, observations: [aSecurePage({ chain })] }),
    { cause: 'tls.certificate.too_weak', domain: 'hosting_provider', confidence: 'proven' },
  );
});
