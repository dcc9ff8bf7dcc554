/** Connections to one server stand some of the time (R52). Law 5: one odd try is no rule. */
import type { Assertion } from '../../model/finding.ts';
import { steadiness, type Steadiness } from '../../model/view/steadiness.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { connected } from '../../model/view/sessions.ts';
import { cantTell, defineCheck, failed, failureEvidence, passed, untested } from '../check.ts';

const check = 'intermittent-connection';
const FAILED_AT_LEAST = 2;

function assertionFor({ address, name, ...seen }: Steadiness): Assertion {
  const said = {
    check,
    subject: name === undefined ? address : `${name} (${address})`,
    values: { failed: seen.failed.length, tried: seen.tried.length, ports: seen.ports.join(', ') },
    evidence: [...new Set([...seen.failedAlone, ...seen.failed])].slice(0, 6).map(failureEvidence),
  };
  const standing = seen.tried.find(connected);
  if (!standing) return untested(said);
  if (seen.failed.length === 0) return passed({ ...said, evidence: [pointAt(standing, '/data/connectMs')] });
  if (seen.failedAlone.length > 0 && seen.failed.length >= FAILED_AT_LEAST) return failed(said);
  const standsAlone = seen.alone.length > 0 && seen.failedAlone.length === 0;
  return cantTell(standsAlone ? { ...said, variant: 'one_by_one' } : said);
}

export const intermittentConnection = defineCheck({
  id: check,
  area: 'web',
  needs: ['tcp', 'http', 'smtp', 'imap', 'pop3', 'ftp', 'ssh'],
  evaluate: (facts) => steadiness(facts).map(assertionFor),
});
