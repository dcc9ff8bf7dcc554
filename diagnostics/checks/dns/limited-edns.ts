/** RFC 6891, RFC 8906: a name server that does not know the extension (EDNS) which today's resolvers use, or stumbles over an option of it. */
import type { Assertion } from '../../model/finding.ts';
import type { DnsObservation } from '../../model/view/dns-answers.ts';
import { pointAt, pointAtTrouble } from '../../model/view/pointing.ts';
import { serverJobs } from '../../model/view/zone-servers.ts';
import { cantTell, failed, passed, untested } from '../check.ts';
import { nameServerCheck } from './each-zone.ts';

/** One answer may have lost its extension on the way. */
const ANSWERS_NEEDED = 2;

const refusesExtension = ({ failure, data }: DnsObservation): boolean =>
  (failure?.code === 'dns_format_error' || failure?.code === 'dns_not_implemented') &&
  data.response?.edns === false;

export const limitedEdns = nameServerCheck('limited-edns', ({ facts, zone, said }, server): Assertion => {
  const heard = serverJobs(facts, zone, server.address)
    .flatMap((job) => job.tries)
    .filter((each) => each.data.response !== undefined);
  const extended = heard.find((each) => each.data.response!.edns);
  if (extended) return passed({ ...said, evidence: [pointAt(extended, '/data/response/edns')] });
  const refused = heard.filter(refusesExtension);
  const plain = heard.filter((each) => each.failure === undefined);
  if (refused.length >= ANSWERS_NEEDED && plain.length === 0)
    return failed({ ...said, variant: 'refused', evidence: refused.slice(0, 2).map(pointAtTrouble) });
  if (plain.length >= ANSWERS_NEEDED)
    return failed({
      ...said,
      variant: 'absent',
      evidence: plain.slice(0, 2).map((each) => pointAt(each, '/data/response/edns')),
    });
  return heard.length === 0
    ? untested(said)
    : cantTell({ ...said, evidence: heard.slice(0, 2).map(pointAtTrouble) });
});
