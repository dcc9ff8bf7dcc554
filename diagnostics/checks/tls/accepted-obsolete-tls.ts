/** Beside current versions the server still takes TLS 1.0 or 1.1 (RFC 8996): nobody is kept out by it, and audits of payment sites object. */
import { pointAt } from '../../model/view/pointing.ts';
import { subjectOf } from '../../model/view/sessions.ts';
import { cantTell, defineCheck, failed, failureEvidence, inapplicable, passed } from '../check.ts';

const id = 'accepted-obsolete-tls';

export const acceptedObsoleteTls = defineCheck({
  id,
  area: 'tls',
  needs: ['tls'],
  evaluate(facts) {
    const jobs = facts.jobs('tls').filter((job) => job.best.input.newestVersion === 'TLSv1.1');
    if (jobs.length === 0) return [inapplicable({ check: id, subject: facts.request.target.domain })];
    return jobs.map(({ best, verdict }) => {
      const said = { check: id, subject: subjectOf(best) };
      if (best.failure === undefined) {
        const version = best.data.tls?.protocolVersion ?? '';
        return failed({
          ...said,
          values: { version },
          evidence: [pointAt(best, '/data/tls/protocolVersion')],
        });
      }
      const isRefused = best.failure.operation === 'tls_handshake' && verdict === 'fails';
      return (isRefused ? passed : cantTell)({ ...said, evidence: [failureEvidence(best)] });
    });
  },
});
