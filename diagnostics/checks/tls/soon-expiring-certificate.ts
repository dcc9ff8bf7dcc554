/** Early warning: little time is left, or the one who renews by itself should have done so some days ago. */
import { isRenewalOverdue, validityAt } from '../../model/view/certificates.ts';
import { isProviderAddress } from '../../model/view/provider-addresses.ts';
import { renewedDaysBefore } from '../../model/view/renewal.ts';
import { failed, inapplicable, passed } from '../check.ts';
import { daysBetween, sessionCheck } from './each-session.ts';

export const soonExpiringCertificate = sessionCheck(
  'soon-expiring-certificate',
  ({ facts, leaf, now, observation, said }) => {
    const days = daysBetween(now, Date.parse(leaf.notAfter));
    const found = said('/chain/0/notAfter', { notAfter: leaf.notAfter, days });
    if (validityAt(leaf, now) !== 'valid') return inapplicable(found);
    const isOwn = isProviderAddress(facts, observation.endpoint.address ?? '');
    return isRenewalOverdue(leaf, now, renewedDaysBefore(facts, isOwn)) ? failed(found) : passed(found);
  },
);
