/**
 * MD5 and SHA-1 signatures are forgeable and refused by every current client (RFC 9155). Those of the intermediates count as well; a root
 * is trusted for itself and not for its signature.
 */
import { failed, passed } from '../check.ts';
import { sessionCheck } from './each-session.ts';

const isWeak = (algorithm: string): boolean => /md5|sha-?1(?!\d)/i.test(algorithm);

export const weakCertificateSignature = sessionCheck('weak-certificate-signature', ({ session, said }) => {
  const index = session.chain.findIndex(
    (each) => each.subject !== each.issuer && isWeak(each.signatureAlgorithm),
  );
  const at = Math.max(0, index);
  const found = said(`/chain/${at}/signatureAlgorithm`, {
    algorithm: session.chain[at]!.signatureAlgorithm,
    name: session.chain[at]!.subject,
  });
  if (index < 0) return passed(found);
  return failed(index === 0 ? found : { ...found, variant: 'intermediate' });
});
