/** The connection stands and no page comes: silence, a hang-up, or something that is not HTTP. Handshakes are told by `failed-tls-handshake`. */
import { cantTell, failed, failureEvidence, passed, untested } from '../check.ts';
import { siteCheck, type Page } from './each-site.ts';

/** It came as far as the request. */
const isUnanswered = ({ data, failure }: Page): boolean =>
  data.connectMs !== undefined &&
  data.status === undefined &&
  failure !== undefined &&
  failure.operation !== 'tls_handshake';

export const missingHttpAnswer = siteCheck({
  id: 'missing-http-answer',
  per: 'endpoint',
  evaluate({ jobs, answers, said, about }) {
    const sure = jobs.find((job) => job.verdict === 'fails' && isUnanswered(job.best));
    if (sure)
      return failed({
        ...said,
        values: { ...said.values, code: sure.best.failure!.code },
        evidence: sure.tries.filter(isUnanswered).map(failureEvidence),
      });
    const odd = jobs.flatMap((job) => job.tries).find(isUnanswered);
    if (odd) return cantTell({ ...said, evidence: [failureEvidence(odd)] });
    return answers[0] ? passed(about(answers[0], '/data/status')) : untested(said);
  },
});
