/** RFC 5936 section 5: a name server that hands the whole zone to strangers. Seen from the first record; the rest is not read. */
import { pointAt, pointAtTrouble } from '../../model/view/pointing.ts';
import { conductOf } from '../../model/view/server-conduct.ts';
import { cantTell, failed, passed, untested } from '../check.ts';
import { nameServerCheck } from './each-zone.ts';

/** The other side ended the connection without a word: that is how some servers refuse. */
const refusals: ReadonlySet<string> = new Set([
  'connection_closed',
  'connection_reset',
  'connection_refused',
]);

export const openZoneTransfer = nameServerCheck(
  'open-zone-transfer',
  ({ facts, zone, said }, server) => {
    const seen = conductOf(facts, 'transfer', server.address);
    const response = seen?.data.response;
    if (!seen) return untested(said);
    if (!response)
      return refusals.has(seen.failure?.code ?? '')
        ? passed({ ...said, evidence: [pointAtTrouble(seen)] })
        : cantTell({ ...said, evidence: [pointAtTrouble(seen)] });
    const begins = response.answers.some((each) => each.type === 'SOA' && each.name === zone);
    return begins && seen.failure === undefined
      ? failed({ ...said, evidence: [pointAt(seen, '/data/response/answers/0/value')] })
      : passed({ ...said, evidence: [pointAt(seen, '/data/response/rcode')] });
  },
  ['server-conduct'],
);
