/** Worlds for the rules about certificates that were not renewed. */
import { blockedChallengePath } from '../../diagnostics/checks/tls/blocked-challenge-path.ts';
import { certificateNameMismatch } from '../../diagnostics/checks/tls/certificate-name-mismatch.ts';
import { coveredNameElsewhere } from '../../diagnostics/checks/tls/covered-name-elsewhere.ts';
import { expiredCertificate } from '../../diagnostics/checks/tls/expired-certificate.ts';
import { forbiddingCaa } from '../../diagnostics/checks/tls/forbidding-caa.ts';
import { foreignIpv6Address } from '../../diagnostics/checks/tls/foreign-ipv6-address.ts';
import type { Observation } from '../../diagnostics/model/observation.ts';
import type { Certificate } from '../../diagnostics/model/observations/tls.ts';
import {
  aCertificate,
  addressInZone,
  aSecurePage,
  at,
  HOST,
  judgedWorld,
  pack,
  SERVER,
  timeSources,
  type World,
} from './attribution-factories.ts';
import { aZone } from './dns-factories.ts';

/** A provider that renews by itself, with this authority. */
export const automatic = { ...pack, renewsCertificates: true, certificateAuthorities: ['letsencrypt.org'] };
/** The name servers are not the provider's, so it cannot prove names in DNS. */
export const dnsElsewhere = { ...automatic, nameServers: ['*.hoster.test'] };
/** Ended four days before the run. */
const ended = { notBefore: '2025-11-28T00:00:00Z', notAfter: '2026-02-26T00:00:00Z' };
const checks = [
  expiredCertificate,
  certificateNameMismatch,
  forbiddingCaa,
  coveredNameElsewhere,
  foreignIpv6Address,
  blockedChallengePath,
];

/** A page with a certificate that ended. */
export const endedPage = (leaf: Partial<Certificate> = {}, host = HOST, address = SERVER): Observation =>
  aSecurePage({ chain: [aCertificate({ ...ended, ...leaf })] }, at(address, 443, host));

/** A world of such pages, judged by the checks about certificates and their renewal. */
export const renewalWorld = (
  observations: readonly (Observation | readonly Observation[])[],
  provider: World['provider'] = automatic,
  request: World['request'] = {},
): World =>
  judgedWorld(checks, {
    request,
    ...(provider && { provider }),
    observations: [...aZone(), ...timeSources(), addressInZone(), ...observations.flat()],
  });

export const expired = `expired-certificate ${HOST}:443`;
