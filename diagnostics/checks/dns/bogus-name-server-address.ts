/** RFC 6890: a name server of the zone has an address that nobody outside can reach. */
import { isBogon, sortedUnique } from '../../model/view/addresses.ts';
import { pointAt, pointAtRecords } from '../../model/view/pointing.ts';
import { wordOn } from '../../model/view/record-word.ts';
import { parentRecords } from '../../model/view/zone-servers.ts';
import { failed, passed, untested } from '../check.ts';
import { zoneCheck } from './each-zone.ts';

const check = 'bogus-name-server-address';

export const bogusNameServerAddress = zoneCheck(check, ({ facts, zone, cut }) =>
  cut.nameServers.map((server) => {
    const words = (['A', 'AAAA'] as const).map((type) => wordOn(facts, server, type));
    const glue = cut.glue.get(server) ?? [];
    const addresses = sortedUnique([
      ...glue,
      ...words.flatMap((word) => word.records.map((each) => each.value)),
    ]);
    const bad = addresses.filter(isBogon);
    const { observation } = parentRecords(facts, cut);
    const said = {
      check,
      subject: server,
      values: { zone, address: bad.join(', ') },
      evidence: [
        ...(glue.length > 0 && observation ? [pointAt(observation, '/data/response/additionals')] : []),
        ...words.flatMap((word) =>
          word.seenIn.flatMap((each) => pointAtRecords(each, 'answers', word.records)),
        ),
      ],
    };
    if (addresses.length === 0) return untested({ check, subject: server, values: { zone } });
    return bad.length > 0 ? failed(said) : passed(said);
  }),
);
