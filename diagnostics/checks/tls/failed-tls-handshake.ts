/** TCP stands and TLS does not come about, in every try. */
import type { Assertion } from '../../model/finding.ts';
import type { ConnectionKind, ConnectionObservation } from '../../model/observation.ts';
import { endpointSubject } from '../../model/view/endpoints.ts';
import type { Facts, Tried } from '../../model/view/facts.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { connectionJobs, triesAt } from '../../model/view/sessions.ts';
import { cantTell, defineCheck, failed, failureEvidence, passed } from '../check.ts';

const id = 'failed-tls-handshake';

const hasFailed = (job: Tried<ConnectionKind>): boolean => job.best.failure?.operation === 'tls_handshake';

/** TLS was at least begun. */
const isTls = ({ failure, data }: ConnectionObservation): boolean =>
  failure?.operation === 'tls_handshake' || ('tls' in data && data.tls !== undefined);

/** All tries of an address and port count together (law 5): politeness leaves too few for each name of its own. */
const failuresAt = (facts: Facts, { endpoint }: ConnectionObservation): readonly ConnectionObservation[] => {
  const tries = triesAt(facts, endpoint.address ?? '', endpoint.port ?? 0).filter(
    // a control without a name may work where every name fails
    (each) => isTls(each) && each.control === undefined,
  );
  return tries.every((each) => each.failure?.operation === 'tls_handshake') ? tries : [];
};

/** Several pages of one endpoint: one handshake that came about is enough. */
function assertionFor(facts: Facts, subject: string, jobs: readonly Tried<ConnectionKind>[]): Assertion {
  const good = jobs.find((job) => !hasFailed(job));
  if (good)
    return passed({
      check: id,
      subject,
      evidence: [pointAt(good.best as ConnectionObservation, '/data/tls/protocolVersion', '/data/connectMs')],
    });
  const job = jobs.find((each) => each.verdict === 'fails') ?? jobs[0]!;
  const all = [
    ...new Set([
      ...(job.tries as readonly ConnectionObservation[]),
      ...failuresAt(facts, job.best as ConnectionObservation),
    ]),
  ];
  const { code, detail } = job.best.failure!;
  const said = {
    check: id,
    subject,
    values: { code, detail },
    evidence: all.slice(0, 3).map(failureEvidence),
  };
  return job.verdict === 'fails' || failuresAt(facts, job.best as ConnectionObservation).length >= 2
    ? failed(said)
    : cantTell(said);
}

export const failedTlsHandshake = defineCheck({
  id,
  area: 'tls',
  needs: ['http', 'tls', 'smtp', 'imap', 'pop3', 'ftp'],
  evaluate(facts) {
    const jobs = connectionJobs(facts)
      .filter((job) => job.best.control === undefined && isTls(job.best as ConnectionObservation))
      .map((job) => [endpointSubject(facts, job.best as ConnectionObservation), job] as const);
    return [...new Set(jobs.map(([subject]) => subject))].map((subject) =>
      assertionFor(
        facts,
        subject,
        jobs.filter(([each]) => each === subject).map(([, job]) => job),
      ),
    );
  },
});
