/** RFC 5358, BCP 140: a name server of the zone that looks up foreign names for anybody can be misused to flood others. */
import { pointAt, pointAtTrouble } from '../../model/view/pointing.ts';
import { conductOf } from '../../model/view/server-conduct.ts';
import { cantTell, failed, passed, untested } from '../check.ts';
import { nameServerCheck } from './each-zone.ts';

export const openRecursion = nameServerCheck(
  'open-recursion',
  ({ facts, said }, server) => {
    const seen = conductOf(facts, 'recursion', server.address);
    const response = seen?.data.response;
    if (!seen) return untested(said);
    if (!response) return cantTell({ ...said, evidence: [pointAtTrouble(seen)] });
    const isResolved =
      seen.failure === undefined &&
      response.flags.ra &&
      response.answers.some((each) => each.type === seen.input.type);
    const about = { ...said, values: { ...said.values, name: seen.input.name } };
    return isResolved
      ? failed({ ...about, evidence: [pointAt(seen, '/data/response/answers/0/value')] })
      : passed({ ...about, evidence: [pointAt(seen, '/data/response/rcode')] });
  },
  ['server-conduct'],
);
