/**
 * The connection stands at once and the page takes seconds to begin, every time (R53). One fast page beside a slow one is a cold cache; one
 * that was not tried again in the quiet may have been slowed by our own haste.
 */
import type { Assertion } from '../../model/finding.ts';
import type { Facts } from '../../model/view/facts.ts';
import { webHosts } from '../../model/view/hosts.ts';
import { isSlow, isUnanswered, pagesOf, thinkingMs } from '../../model/view/page-speed.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { cantTell, defineCheck, failed, passed, untested } from '../check.ts';

const check = 'slow-first-byte';

function assertionFor(facts: Facts, subject: string): Assertion {
  const pages = pagesOf(facts, subject);
  // a page that never began is told by `missing-http-answer`; here it says that a slow one was no exception
  const answered = pages.filter((page) => !isUnanswered(page));
  if (answered.length === 0) return untested({ check, subject });
  const slow = answered.filter(isSlow);
  const first = slow[0] ?? answered[0]!;
  const times = (slow.length > 0 ? slow : answered).map((page) => thinkingMs(page) ?? 0);
  const said = {
    check,
    subject,
    values: {
      seconds: Math.round(Math.min(...times) / 1000),
      connectMs: Math.round(first.data.connectMs ?? 0),
    },
    evidence: (slow.length > 0 ? slow : answered.slice(0, 1))
      .slice(0, 3)
      .map((page) => pointAt(page, '/data/firstByteMs')),
  };
  if (slow.length === 0) return passed(said);
  const isConfirmed = slow.some((page) => page.attempt > 1);
  return isConfirmed && pages.every(isSlow) ? failed(said) : cantTell(said);
}

export const slowFirstByte = defineCheck({
  id: check,
  area: 'web',
  needs: ['http'],
  evaluate: (facts) => webHosts(facts).map((host) => assertionFor(facts, host)),
});
