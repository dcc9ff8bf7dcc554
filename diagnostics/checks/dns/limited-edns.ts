/** RFC 6891, RFC 8906: a name server that does not know the extension (EDNS) which today's resolvers use, or stumbles over an option of it. */
import type { Assertion } from '../../model/finding.ts';
import type { DnsObservation } from '../../model/view/dns-answers.ts';
import { pointAt, pointAtTrouble } from '../../model/view/pointing.ts';
import type { NamedAddress } from '../../model/view/resolver.ts';
import { conductOf } from '../../model/view/server-conduct.ts';
import { serverJobs } from '../../model/view/zone-servers.ts';
import { cantTell, failed, passed, untested } from '../check.ts';
import { nameServerCheck, type ZoneView } from './each-zone.ts';

/** One answer may have lost its extension on the way. */
const ANSWERS_NEEDED = 2;

const refusesExtension = ({ failure, data }: DnsObservation): boolean =>
  data.ednsRefused === true ||
  ((failure?.code === 'dns_format_error' || failure?.code === 'dns_not_implemented') &&
    data.response?.edns === false);

/** Nothing came back to any question with the extension, and an answer to the one without. */
function judgeSilence({ facts, said }: ZoneView, { address }: NamedAddress): Assertion {
  const plain = conductOf(facts, 'plain', address);
  return plain?.data.response
    ? failed({ ...said, variant: 'dropped', evidence: [pointAt(plain, '/data/response/rcode')] })
    : untested(said);
}

function judge(view: ZoneView, server: NamedAddress): Assertion {
  const { facts, zone, said } = view;
  const heard = serverJobs(facts, zone, server.address)
    .flatMap((job) => job.tries)
    .filter((each) => each.data.response !== undefined);
  const extended = heard.find((each) => each.data.response!.edns);
  if (extended) return passed({ ...said, evidence: [pointAt(extended, '/data/response/edns')] });
  const refused = heard.filter(refusesExtension);
  const plain = heard.filter((each) => each.failure === undefined && !refusesExtension(each));
  if (refused.length >= ANSWERS_NEEDED && plain.length === 0)
    return failed({
      ...said,
      variant: 'refused',
      evidence: refused.slice(0, 2).map((each) => pointAt(each, '/data/ednsRefused', '/failure/code')),
    });
  if (plain.length >= ANSWERS_NEEDED)
    return failed({
      ...said,
      variant: 'absent',
      evidence: plain.slice(0, 2).map((each) => pointAt(each, '/data/response/edns')),
    });
  return heard.length === 0
    ? judgeSilence(view, server)
    : cantTell({ ...said, evidence: heard.slice(0, 2).map(pointAtTrouble) });
}

export const limitedEdns = nameServerCheck('limited-edns', judge, ['dns', 'server-conduct']);
