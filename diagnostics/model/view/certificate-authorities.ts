/** By which name in CAA records an authority is known that issued a certificate. From the authorities' own practice statements. */
import type { Certificate } from '../observations/tls.ts';
import type { Facts } from './facts.ts';

/** Part of the issuer's organisation, lower case, and the names that the authority honours in CAA records. */
const knownAuthorities: readonly (readonly [organisation: string, caaNames: readonly string[]])[] = [
  ["let's encrypt", ['letsencrypt.org']],
  ['zerossl', ['sectigo.com']],
  ['sectigo', ['sectigo.com', 'comodoca.com', 'comodo.com', 'usertrust.com', 'trust-provider.com']],
  ['comodo', ['sectigo.com', 'comodoca.com', 'comodo.com', 'usertrust.com', 'trust-provider.com']],
  ['cpanel', ['sectigo.com', 'comodoca.com', 'comodo.com', 'usertrust.com', 'trust-provider.com']],
  ['digicert', ['digicert.com', 'digicert.ne.jp', 'cybertrust.ne.jp', 'symantec.com', 'thawte.com']],
  ['google trust services', ['pki.goog']],
  ['globalsign', ['globalsign.com']],
  ['buypass', ['buypass.com', 'buypass.no']],
  ['godaddy', ['godaddy.com', 'starfieldtech.com']],
  ['starfield', ['godaddy.com', 'starfieldtech.com']],
  ['actalis', ['actalis.it']],
  ['amazon', ['amazon.com', 'amazontrust.com', 'awstrust.com', 'amazonaws.com']],
  ['ssl corp', ['ssl.com']],
];

/** Names of the authority that issued it; empty when it is not among the known ones. */
export function issuedBy({ issuer }: Certificate): readonly string[] {
  const text = issuer.toLowerCase().replaceAll('’', "'");
  return knownAuthorities.find(([organisation]) => text.includes(organisation))?.[1] ?? [];
}

/** Where the next automatic certificate comes from: as the pack says, else from where the last one came. */
export function renewingAuthorities(
  { provider }: Facts,
  leaf: Certificate,
): { readonly names: readonly string[]; readonly source: 'pack' | 'issuer' } {
  const published = provider?.certificateAuthorities ?? [];
  return published.length > 0
    ? { names: published, source: 'pack' }
    : { names: issuedBy(leaf), source: 'issuer' };
}
