/** The certificate's time begins later than the true time (RFC 5280 section 4.1.2.5). */
import { validityAt } from '../../model/view/certificates.ts';
import { failed, passed } from '../check.ts';
import { sessionCheck } from './each-session.ts';

export const notYetValidCertificate = sessionCheck('not-yet-valid-certificate', ({ leaf, now, said }) => {
  const { notBefore } = leaf;
  const verdict = validityAt(leaf, now) === 'not_yet_valid' ? failed : passed;
  return verdict(said('/chain/0/notBefore', { notBefore }));
});
