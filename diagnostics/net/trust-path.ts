/**
 * Builds a path from the leaf over the certificates that the server sent to a trust anchor (RFC 5280 section 6, RFC 4158).
 * Done here and not by the TLS library, so that every runtime says the same. Dates, names and revocation are judged elsewhere.
 */
import type { X509Certificate } from 'node:crypto';
import type { TrustPath } from '../model/observations/tls.ts';
import { oneLineName, publicKeyOf } from './certificate-facts.ts';
import { nameKey, type RootStore } from './root-store.ts';

/** Certificates from leaf to anchor; real paths have two to four. */
const MAX_DEPTH = 10;
/** A server may send any number of certificates: the search stays linear in this many. */
const MAX_SENT = 50;

/** Verifications per search: hostile chains of namesakes with giant keys must not hold up the process. */
const MAX_VERIFICATIONS = 100;

type Reason = TrustPath['reason'];
type Obstacle = 'issuer_not_authority' | 'signature_invalid';
interface DeadEnd {
  readonly reason: Exclude<Reason, 'trusted'>;
  readonly name: string;
  readonly depth: number;
}

/** Where several ways end, the one that says most is told. */
const weight: Readonly<Record<DeadEnd['reason'], number>> = {
  issuer_missing: 0,
  root_unknown: 1,
  issuer_not_authority: 2,
  signature_invalid: 3,
  self_signed_leaf: 4,
};

/**
 * @param sent certificates in the order sent, leaf first; null stands for bytes that are no certificate.
 * @param store trust anchors; anchors need no CA flag and no valid signature of their own.
 */
export function buildTrustPath(sent: readonly (X509Certificate | null)[], store: RootStore): TrustPath {
  const [leaf, ...others] = sent.slice(0, MAX_SENT);
  if (!leaf)
    return { trusted: false, reason: sent.length === 0 ? 'issuer_missing' : 'signature_invalid', name: '' };
  const usable = others.filter((certificate) => certificate !== null);
  const search = new PathSearch(usable, store);
  const anchor = search.climb(leaf, 1);
  if (anchor !== null) return { trusted: true, reason: 'trusted', name: oneLineName(anchor.subject) };
  const { reason, name } = search.deadEnd;
  return { trusted: false, reason, name: oneLineName(name) };
}

class PathSearch {
  deadEnd: DeadEnd = { reason: 'issuer_missing', name: '', depth: 0 };
  readonly #sent: readonly X509Certificate[];
  readonly #store: RootStore;
  /** What did not lead to an anchor once will not do so by another way. */
  readonly #visited = new Set<string>();
  #verifications = 0;

  constructor(sent: readonly X509Certificate[], store: RootStore) {
    this.#sent = sent;
    this.#store = store;
  }

  /** The anchor above this certificate, or null after noting why there is none. */
  climb(certificate: X509Certificate, depth: number): X509Certificate | null {
    if (this.#store.fingerprints.has(certificate.fingerprint256)) return certificate;
    this.#visited.add(certificate.fingerprint256);
    const key = nameKey(certificate.issuer);
    for (const anchor of this.#store.bySubject.get(key) ?? []) {
      if (!certificate.checkIssued(anchor)) continue;
      if (this.#isSignedBy(certificate, anchor)) return anchor;
      this.#note('signature_invalid', certificate.issuer, depth);
    }
    return this.#climbSent(certificate, key, depth);
  }

  #climbSent(certificate: X509Certificate, key: string, depth: number): X509Certificate | null {
    if (this.#isSelfSigned(certificate)) {
      this.#note(depth === 1 ? 'self_signed_leaf' : 'root_unknown', certificate.subject, depth);
      return null;
    }
    let isExplored = false;
    for (const issuer of this.#sent) {
      if (nameKey(issuer.subject) !== key || issuer.fingerprint256 === certificate.fingerprint256) continue;
      // A candidate by name alone: checkIssued would also drop the issuer that merely lacks the CA flag or key usage.
      if (this.#visited.has(issuer.fingerprint256) || depth >= MAX_DEPTH) continue;
      const obstacle = this.#obstacleBetween(certificate, issuer);
      if (obstacle === 'other_key') continue;
      isExplored = true;
      if (obstacle !== null) this.#note(obstacle, certificate.issuer, depth);
      else {
        const anchor = this.climb(issuer, depth + 1);
        if (anchor !== null) return anchor;
      }
    }
    if (!isExplored) this.#note('issuer_missing', certificate.issuer, depth);
    return null;
  }

  #note(reason: DeadEnd['reason'], name: string, depth: number): void {
    const isDeeper = depth > this.deadEnd.depth;
    const isTelling = depth === this.deadEnd.depth && weight[reason] > weight[this.deadEnd.reason];
    if (isDeeper || isTelling) this.deadEnd = { reason, name, depth };
  }

  /** Null when the issuer really issued; `other_key` when it only bears the same name. */
  #obstacleBetween(certificate: X509Certificate, issuer: X509Certificate): Obstacle | 'other_key' | null {
    if (this.#isSignedBy(certificate, issuer)) return issuer.ca ? null : 'issuer_not_authority';
    // Key identifiers that fit and a signature that does not: one of the two was changed. Otherwise it is a namesake.
    return certificate.checkIssued(issuer) ? 'signature_invalid' : 'other_key';
  }

  #isSelfSigned(certificate: X509Certificate): boolean {
    return (
      nameKey(certificate.subject) === nameKey(certificate.issuer) &&
      this.#isSignedBy(certificate, certificate)
    );
  }

  #isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
    const key = publicKeyOf(issuer);
    this.#verifications += 1;
    if (key === null || this.#verifications > MAX_VERIFICATIONS) return false;
    try {
      return certificate.verify(key);
    } catch {
      return false; // A signature algorithm that does not go with the key.
    }
  }
}
