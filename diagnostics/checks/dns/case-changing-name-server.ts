/** RFC 1035 section 4.1.2, RFC 4343: an answer must repeat the question as it was asked, letter case and all; resolvers use it against forgery. */
import { pointAt } from '../../model/view/pointing.ts';
import { serverJobs } from '../../model/view/zone-servers.ts';
import { failed, passed, untested } from '../check.ts';
import { nameServerCheck } from './each-zone.ts';

const ANSWERS_NEEDED = 2;

export const caseChangingNameServer = nameServerCheck(
  'case-changing-name-server',
  ({ facts, zone, said }, server) => {
    const heard = serverJobs(facts, zone, server.address)
      .map((job) => job.best)
      .filter((each) => each.data.response !== undefined && each.data.caseEchoed !== undefined);
    const faithful = heard.find((each) => each.data.caseEchoed);
    if (faithful) return passed({ ...said, evidence: [pointAt(faithful, '/data/caseEchoed')] });
    if (heard.length < ANSWERS_NEEDED) return untested(said);
    return failed({ ...said, evidence: heard.slice(0, 2).map((each) => pointAt(each, '/data/caseEchoed')) });
  },
);
