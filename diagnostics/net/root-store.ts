/** A set of trust anchors, parsed once and found by subject. */
import { X509Certificate } from 'node:crypto';

export interface RootStore {
  /** Anchors whose subject reads like this name; who really issued is for the caller to verify. */
  readonly bySubject: ReadonlyMap<string, readonly X509Certificate[]>;
  readonly fingerprints: ReadonlySet<string>;
}

const stores = new WeakMap<readonly string[], RootStore>();

/** Store of the given PEM certificates, cached by the identity of the array. Unreadable entries are left out. */
export function rootStoreOf(pems: readonly string[]): RootStore {
  const known = stores.get(pems);
  if (known !== undefined) return known;
  const store = parseStore(pems);
  stores.set(pems, store);
  return store;
}

/** Names compare without regard to letter case and runs of spaces (RFC 5280 section 7.1). Node gives undefined for an empty one. */
export function nameKey(name: string | undefined): string {
  return (name ?? '')
    .toLowerCase()
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}

function parseStore(pems: readonly string[]): RootStore {
  const bySubject = new Map<string, X509Certificate[]>();
  const fingerprints = new Set<string>();
  for (const pem of new Set(pems)) {
    const certificate = parse(pem);
    if (certificate === null || fingerprints.has(certificate.fingerprint256)) continue;
    fingerprints.add(certificate.fingerprint256);
    const key = nameKey(certificate.subject);
    const sameName = bySubject.get(key);
    if (sameName === undefined) bySubject.set(key, [certificate]);
    else sameName.push(certificate);
  }
  return { bySubject, fingerprints };
}

function parse(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}
