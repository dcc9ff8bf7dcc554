/** The certificate vouches for itself. */
import { failed, passed, untested } from '../check.ts';
import { sessionCheck } from './each-session.ts';

export const selfSignedCertificate = sessionCheck('self-signed-certificate', ({ session, said }) => {
  const found = said('/chain/0/issuer');
  if (!session.trust) return untested(found);
  return session.trust.bundled.reason === 'self_signed_leaf' ? failed(found) : passed(found);
});
