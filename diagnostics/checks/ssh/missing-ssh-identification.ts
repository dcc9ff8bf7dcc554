/** The connection stands, and the server hangs up, stays silent or says something else than who it is (RFC 4253 section 4.2, R44). */
import type { ObservationOf } from '../../model/observation.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { cantTell, failed, passed, untested } from '../check.ts';
import { sshCheck } from './each-session.ts';

type SshSession = ObservationOf<'ssh'>;

const isNameless = ({ data }: SshSession): boolean =>
  data.connectMs !== undefined && data.identification === undefined;

/** The server's own text first, since it tells the most. */
const evidenceOf = (session: SshSession) => pointAt(session, '/data/linesBefore/0', '/failure/code');

export const missingSshIdentification = sshCheck('missing-ssh-identification', (job, said) => {
  const nameless = job.tries.filter(isNameless);
  const evidence = nameless.map(evidenceOf);
  const named = job.tries.find((each) => each.data.identification !== undefined);
  if (named && nameless.length > 0) return cantTell({ ...said, variant: 'sometimes', evidence });
  if (named) return passed({ ...said, evidence: [pointAt(named, '/data/identification')] });
  if (nameless.length === 0) return untested(said);
  if (job.verdict !== 'fails') return cantTell({ ...said, evidence });
  const text = nameless.flatMap((each) => each.data.linesBefore ?? [])[0];
  if (text !== undefined)
    return failed({ ...said, variant: 'text', values: { text: text.slice(0, 200) }, evidence });
  return nameless.every((each) => each.failure?.code === 'timed_out')
    ? failed({ ...said, variant: 'silent', evidence })
    : failed({ ...said, evidence });
});
