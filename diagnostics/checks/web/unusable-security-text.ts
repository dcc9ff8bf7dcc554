/** The file for people who find a hole in the site (RFC 9116) is missing, has run out, or names nobody. Nothing of the site fails by it. */
import type { WebAnswer } from '../../model/observations/http2.ts';
import { securityTextIn } from '../../model/view/security-text.ts';
import { trueTime } from '../../model/view/vantage.ts';
import { cantTell, failed, passed } from '../check.ts';
import { offerCheck } from './each-offer.ts';

/** What is wrong with it, the worst first; undefined when nothing is. */
function flawIn(
  answer: WebAnswer,
  now: number,
): 'missing' | 'nobody' | 'undated' | 'expired' | 'unread' | undefined {
  const text = securityTextIn(answer);
  if (text === undefined) return 'unread';
  if (text === 'missing') return 'missing';
  if (text.contacts.length === 0) return 'nobody';
  const [expires] = text.expires;
  // exactly one date (section 2.5.5)
  if (expires === undefined || text.expires.length > 1 || Number.isNaN(expires)) return 'undated';
  return expires < now ? 'expired' : undefined;
}

export const unusableSecurityText = offerCheck('unusable-security-text', ({ facts, offers, about }) => {
  const asked = offers.find(({ data }) => data.securityText?.status !== undefined);
  if (!asked) return cantTell(about(offers[0], '/endpoint/address'));
  const found = about(asked, '/data/securityText/status');
  const flaw = flawIn(asked.data.securityText!, trueTime(facts, facts.lastSeenAt));
  if (flaw === 'unread') return cantTell(found);
  return flaw === undefined ? passed(found) : failed({ ...found, variant: flaw });
});
