/** Early warning: less than 14 days left, or less than a tenth of the lifetime for short ones. */
import { validityAt } from '../../model/view/certificates.ts';
import { failed, inapplicable, passed } from '../check.ts';
import { daysBetween, sessionCheck } from './each-session.ts';

const WARNING_DAYS = 14;

export const soonExpiringCertificate = sessionCheck('soon-expiring-certificate', ({ leaf, now, said }) => {
  const end = Date.parse(leaf.notAfter);
  const days = daysBetween(now, end);
  const found = said('/chain/0/notAfter', { notAfter: leaf.notAfter, days });
  if (validityAt(leaf, now) !== 'valid') return inapplicable(found);
  const lifetime = daysBetween(Date.parse(leaf.notBefore), end);
  return days < Math.min(WARNING_DAYS, lifetime / 10) ? failed(found) : passed(found);
});
