/** The provider's status page reports an open incident (R54). Read only when something failed; whether it is about this server, a rule says. */
import { openIncidents } from '../../model/view/incidents.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { cantTell, defineCheck, failed, failureEvidence, passed } from '../check.ts';

const check = 'provider-incident';
const INCIDENTS_AT_MOST = 5;

export const providerIncident = defineCheck({
  id: check,
  area: 'web',
  needs: ['status-feed'],
  evaluate(facts) {
    return facts.jobs('status-feed').flatMap(({ best }) => {
      const said = { check, subject: best.endpoint.name ?? best.input.url };
      if (best.data.entries === undefined || best.data.format === 'unknown' || best.data.isAuthentic !== true)
        return [
          cantTell({
            ...said,
            evidence: best.failure
              ? [failureEvidence(best)]
              : [pointAt(best, '/data/format', '/data/status', '/data/connectMs')],
          }),
        ];
      const open = openIncidents(facts);
      if (open.length === 0) return [passed({ ...said, evidence: [pointAt(best, '/data/format')] })];
      return open.slice(0, INCIDENTS_AT_MOST).map(({ job, entry, pointer }) =>
        failed({
          ...said,
          subject: `${said.subject}: ${entry.title}`,
          values: { title: entry.title },
          evidence: [pointAt(job.best, pointer)],
        }),
      );
    });
  },
});
