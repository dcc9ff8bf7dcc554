/** Keys below today's minimum: RSA 2048 bits, elliptic curves 224 (CA/B Baseline Requirements section 6.1.5). */
import { cantTell, failed, passed } from '../check.ts';
import { sessionCheck } from './each-session.ts';

const leastBits: Readonly<Record<string, number>> = { rsa: 2048, 'rsa-pss': 2048, dsa: 2048, ec: 224 };

export const weakCertificateKey = sessionCheck('weak-certificate-key', ({ leaf, said }) => {
  const { type, bits } = leaf.publicKey;
  const found = said('/chain/0/publicKey', { type, bits: bits ?? 0 });
  const least = leastBits[type];
  if (type === 'ed25519' || type === 'ed448') return passed(found);
  if (bits === null || least === undefined) return cantTell(found);
  return bits < least ? failed(found) : passed(found);
});
