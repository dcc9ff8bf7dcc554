/**
 * Public roots that devices of before about 2016 do not know, since their list of roots was never brought up to date. From the root
 * programmes' own lists (CCADB, "included since").
 */
import type { TlsSession } from '../observations/tls.ts';

const youngRoots: readonly string[] = [
  'ISRG Root X1',
  'ISRG Root X2',
  'ISRG Root YE',
  'ISRG Root YR',
  'GTS Root R1',
  'GTS Root R2',
  'GTS Root R3',
  'GTS Root R4',
  'Amazon Root CA 1',
  'Amazon Root CA 3',
  'SSL.com TLS RSA Root CA 2022',
  'SSL.com TLS ECC Root CA 2022',
  'Sectigo Public Server Authentication Root R46',
  'Sectigo Public Server Authentication Root E46',
  'DigiCert TLS RSA4096 Root G5',
  'DigiCert TLS ECC P384 Root G5',
  'GlobalSign Root R46',
  'GlobalSign Root E46',
  'Certainly Root R1',
  'Certainly Root E1',
];

const isYoung = (name: string): boolean =>
  youngRoots.some((root) => name === root || name.split(/, |\n/).includes(`CN=${root}`));

/** The root that an old device would need and does not have; undefined where the server also sends a bridge to an older one. */
export function youngRootOf({ chain, trust }: TlsSession): string | undefined {
  const anchor = trust?.bundled;
  if (anchor?.trusted !== true || !isYoung(anchor.name)) return undefined;
  const hasBridge = chain.some((each) => isYoung(each.subject) && !isYoung(each.issuer));
  return hasBridge ? undefined : anchor.name;
}
