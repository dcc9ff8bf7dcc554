/** The longest lifetime that public authorities may give, by the date of issue (CA/B ballot SC-081v3). */
import { failed, inapplicable, passed } from '../check.ts';
import { daysBetween, sessionCheck } from './each-session.ts';

/** From this date of issue on, this many days at most; newest first. */
const limits = [
  ['2029-03-15', 47],
  ['2027-03-15', 100],
  ['2026-03-15', 200],
  ['2020-09-01', 398],
] as const;

export const overlongCertificateLifetime = sessionCheck(
  'overlong-certificate-lifetime',
  ({ leaf, session, said }) => {
    const issued = Date.parse(leaf.notBefore);
    const days = daysBetween(issued, Date.parse(leaf.notAfter));
    const limit = limits.find(([since]) => issued >= Date.parse(since))?.[1];
    const found = said('/chain/0/notBefore', { days, limit: limit ?? 0 });
    if (limit === undefined || !session.trust?.bundled.trusted) return inapplicable(found);
    return days > limit ? failed(found) : passed(found);
  },
);
