/** Judged at true time, so that a wrong clock here never makes a good certificate bad (RFC 5280 section 4.1.2.5, R7). */
import { validityAt } from '../../model/view/certificates.ts';
import { failed, passed } from '../check.ts';
import { daysBetween, sessionCheck } from './each-session.ts';

export const expiredCertificate = sessionCheck('expired-certificate', ({ leaf, now, said }) => {
  const { notAfter } = leaf;
  const days = daysBetween(Date.parse(notAfter), now);
  return validityAt(leaf, now) === 'expired'
    ? failed(said('/chain/0/notAfter', { notAfter, days }))
    : passed(said('/chain/0/notAfter', { notAfter }));
});
