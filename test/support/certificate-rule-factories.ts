/** Worlds for the rules about certificates: one site, what it shows, and who keeps it. */
import type { Observation } from '../../diagnostics/model/observation.ts';
import type { TlsSession } from '../../diagnostics/model/observations/tls.ts';
import {
  aCertificate,
  aFinding,
  aSecurePage,
  at,
  HOST,
  pack,
  SERVER,
  told,
  type Verdict,
  type World,
} from './attribution-factories.ts';

/** A provider that renews by itself. */
export const automatic = { ...pack, renewsCertificates: true };

export interface Shown {
  readonly session?: Partial<TlsSession>;
  readonly controls?: readonly Observation[];
  readonly provider?: World['provider'];
  /** Answer to where the certificate was bought. */
  readonly source?: string;
  readonly address?: string;
}

/** One site, one certificate, one finding about it. */
export function aSite(
  check: string,
  { session = {}, controls = [], provider, source, address = SERVER }: Shown = {},
): World {
  const page = aSecurePage(session, at(address, 443));
  return {
    ...(provider && { provider }),
    ...(source && { request: told({ 'certificate.bought_from': source }) }),
    observations: [page, controls],
    findings: [aFinding(check, `${HOST}:443`, [page])],
  };
}

/** A certificate of a year. */
export const ofAYear = { chain: [aCertificate({ notBefore: '2025-03-01T00:00:00Z' })] };
/** Of a certificate that ended, unless something else is said. */
export const certificateVerdict = (check: string, rest: Partial<Verdict>): Verdict => ({
  rule: 'R55',
  cause: 'tls.certificate.expired',
  subject: `${HOST} (443)`,
  domain: 'hosting_provider',
  confidence: 'proven',
  missing: [],
  explains: [`${check} ${HOST}:443`],
  ...rest,
});
export const expired = (rest: Partial<Verdict>): Verdict => certificateVerdict('expired-certificate', rest);
