/** RFC 2181 section 10.3: the name of a name server must not be an alias. Seen only where its own records were asked for. */
import { judgeAlias } from '../alias-judgement.ts';
import { zoneCheck } from './each-zone.ts';

export const nameServerAlias = zoneCheck('name-server-alias', ({ facts, cut, said }) =>
  cut.nameServers.map((subject) => judgeAlias(facts, { ...said, subject })),
);
