/** MD5 and SHA-1 signatures are forgeable and refused by every current client (RFC 9155). */
import { failed, passed } from '../check.ts';
import { sessionCheck } from './each-session.ts';

export const weakCertificateSignature = sessionCheck('weak-certificate-signature', ({ leaf, said }) => {
  const algorithm = leaf.signatureAlgorithm;
  return (/md5|sha-?1(?!\d)/i.test(algorithm) ? failed : passed)(
    said('/chain/0/signatureAlgorithm', { algorithm }),
  );
});
