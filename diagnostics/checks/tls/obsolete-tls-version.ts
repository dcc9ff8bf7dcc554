/** TLS 1.0 and 1.1 are no longer to be used (RFC 8996). */
import { cantTell, failed, passed } from '../check.ts';
import { sessionCheck } from './each-session.ts';

const obsolete = new Set(['SSLv3', 'TLSv1', 'TLSv1.1']);

export const obsoleteTlsVersion = sessionCheck('obsolete-tls-version', ({ session, said }) => {
  const version = session.protocolVersion;
  if (version === undefined) return cantTell(said('/chain/0/subject'));
  return (obsolete.has(version) ? failed : passed)(said('/protocolVersion', { version }));
});
