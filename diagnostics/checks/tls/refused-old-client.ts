/** A greeting as devices of before about 2014 send it (TLS 1.1 at most) is refused, or they lack the root (R66). Asked only on the person's word. */
import type { Assertion } from '../../model/finding.ts';
import type { Facts, Tried } from '../../model/view/facts.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { sessionsWithCertificates, subjectOf } from '../../model/view/sessions.ts';
import { stated } from '../../model/view/statements.ts';
import { youngRootOf } from '../../model/view/young-roots.ts';
import { cantTell, defineCheck, failed, failureEvidence, inapplicable, passed } from '../check.ts';

const id = 'refused-old-client';

function assertionFor(facts: Facts, job: Tried<'tls'>): Assertion {
  const { best } = job;
  const said = { check: id, subject: subjectOf(best), values: { version: best.input.newestVersion ?? '' } };
  const modern = sessionsWithCertificates(facts).find(
    ({ observation: { endpoint, failure } }) =>
      endpoint.address === best.endpoint.address &&
      endpoint.port === best.endpoint.port &&
      failure === undefined,
  );
  if (!modern) return inapplicable(said); // where nobody gets through, an old device is not the matter
  if (best.failure)
    return best.failure.operation === 'tls_handshake' && job.verdict === 'fails'
      ? failed({ ...said, evidence: [failureEvidence(best)] })
      : cantTell({ ...said, evidence: [failureEvidence(best)] });
  const root = youngRootOf(modern.session);
  return root === undefined
    ? passed({ ...said, evidence: [pointAt(best, '/data/tls/protocolVersion')] })
    : failed({
        ...said,
        variant: 'root',
        values: { ...said.values, root },
        evidence: [pointAt(modern.observation, '/data/tls/trust/bundled/name')],
      });
}

export const refusedOldClient = defineCheck({
  id,
  area: 'tls',
  needs: ['tls', 'statement'],
  evaluate(facts) {
    const jobs = facts.jobs('tls').filter((job) => job.best.input.newestVersion !== undefined);
    if (stated(facts, 'old_device', 'yes').length === 0 || jobs.length === 0)
      return [inapplicable({ check: id, subject: facts.request.target.domain, values: { version: '' } })];
    return jobs.map((job) => assertionFor(facts, job));
  },
});
