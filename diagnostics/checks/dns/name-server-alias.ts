/** RFC 2181 section 10.3: the name of a name server must not be an alias. Seen only where its own records were asked for. */
import { zoneStage } from '../../model/view/zone-servers.ts';
import { judgeAlias } from '../alias-judgement.ts';
import { defineCheck, inapplicable, untested } from '../check.ts';

const check = 'name-server-alias';

export const nameServerAlias = defineCheck({
  id: check,
  area: 'dns',
  needs: ['dns'],
  evaluate(facts) {
    const stage = zoneStage(facts);
    const { subject } = stage;
    if (stage.status === 'address') return [inapplicable({ check, subject, values: { zone: subject } })];
    if (stage.status === 'unknown') return [untested({ check, subject, values: { zone: subject } })];
    return stage.cut.nameServers.map((server) =>
      judgeAlias(facts, { check, subject: server, values: { zone: subject } }),
    );
  },
});
