/** The authority has taken the certificate back, by its own word that the server hands out (RFC 6960, RFC 6066 section 8). */
import { failed, inapplicable, passed } from '../check.ts';
import { sessionCheck } from './each-session.ts';

export const revokedCertificate = sessionCheck('revoked-certificate', ({ session, said }) => {
  const status = session.stapledStatus;
  if (status === undefined) return inapplicable(said('/chain/0/serialNumber'));
  return (status === 'revoked' ? failed : passed)(said('/stapledStatus'));
});
