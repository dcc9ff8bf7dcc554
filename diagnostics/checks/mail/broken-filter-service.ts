/** RFC 5804: where people edit the mail filters on their server. Few servers offer it to the world, and need not. */
import type { Assertion } from '../../model/finding.ts';
import type { FailureCode } from '../../model/failure.ts';
import { coversName } from '../../model/view/certificates.ts';
import type { Facts } from '../../model/view/facts.ts';
import { filterDialogues, filterPlace, type FilterDialogue } from '../../model/view/filter-service.ts';
import { mailDomain } from '../../model/view/hosts.ts';
import { pointAt, pointAtTrouble } from '../../model/view/pointing.ts';
import { trueTime } from '../../model/view/vantage.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested, type Said } from '../check.ts';

const check = 'broken-filter-service';

/** The other side said that nothing is there; silence may as well be a filter on the way. */
const nobodyThere: ReadonlySet<FailureCode> = new Set(['connection_refused', 'protocol_violation']);

function isProven(facts: Facts, { endpoint, data }: FilterDialogue): boolean {
  const leaf = data.tls?.chain[0];
  const now = trueTime(facts, facts.lastSeenAt);
  return (
    leaf !== undefined &&
    data.tls?.trust?.bundled.trusted !== false &&
    coversName(leaf, endpoint.name ?? '') &&
    Date.parse(leaf.notBefore) <= now &&
    now <= Date.parse(leaf.notAfter)
  );
}

function judge(facts: Facts, seen: FilterDialogue, said: Said, isAnnounced: boolean): Assertion {
  const { failure, data } = seen;
  const trouble = { ...said, evidence: [pointAtTrouble(seen)] };
  if (failure?.code === 'starttls_missing') return failed({ ...trouble, variant: 'plain' });
  if (data.tls && !isProven(facts, seen))
    return failed({
      ...said,
      variant: 'certificate',
      evidence: [pointAt(seen, '/data/tls/chain/0/subject')],
    });
  if (data.greeting !== undefined && failure?.operation === 'tls_handshake')
    return failed({ ...trouble, variant: 'encryption' });
  if (failure === undefined) return passed({ ...said, evidence: [pointAt(seen, '/data/greeting')] });
  if (!nobodyThere.has(failure.code))
    return isAnnounced ? cantTell(trouble) : inapplicable({ ...trouble, variant: 'none' });
  return isAnnounced
    ? failed({ ...trouble, variant: 'announced' })
    : inapplicable({ ...trouble, variant: 'none' });
}

export const brokenFilterService = defineCheck({
  id: check,
  area: 'mail',
  needs: ['sieve'],
  evaluate(facts) {
    const subject = mailDomain(facts);
    if (facts.request.target.isAddress) return [inapplicable({ check, subject })];
    const place = filterPlace(facts);
    const [job] = filterDialogues(facts);
    if (!place || !job) return [untested({ check, subject })];
    const said = { check, subject: `${place.host}:${place.port}`, values: { host: place.host } };
    return job.verdict === 'intermittent'
      ? [cantTell({ ...said, evidence: [pointAtTrouble(job.best)] })]
      : [judge(facts, job.best, said, place.isAnnounced)];
  },
});
