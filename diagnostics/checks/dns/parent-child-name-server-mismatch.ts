/** The registry and the zone itself name different servers (RFC 1034 section 4.2.2 wants them equal). */
import { sameSet } from '../../model/view/addresses.ts';
import { childNameServers } from '../../model/view/delegation.ts';
import { pointAtRecords } from '../../model/view/pointing.ts';
import { parentRecords, zoneStage } from '../../model/view/zone-servers.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'parent-child-name-server-mismatch';

export const parentChildNameServerMismatch = defineCheck({
  id: check,
  area: 'dns',
  needs: ['dns'],
  evaluate(facts) {
    const stage = zoneStage(facts);
    const { subject } = stage;
    if (stage.status === 'address') return [inapplicable({ check, subject })];
    const child = childNameServers(facts, subject);
    const own = child.seenIn[0]?.best;
    if (stage.status === 'unknown' || !own) return [untested({ check, subject })];
    const parent = parentRecords(facts, stage.cut);
    const ownRecords = own.data.response!.answers.filter(
      (each) => each.type === 'NS' && each.name === subject,
    );
    const evidence = [
      ...(parent.observation ? pointAtRecords(parent.observation, 'authorities', parent.records) : []),
      ...pointAtRecords(own, 'answers', ownRecords),
    ];
    if (child.names.length === 0) return [cantTell({ check, subject, evidence })];
    const values = { parent: stage.cut.nameServers.join(', '), child: child.names.join(', ') };
    return [
      sameSet(stage.cut.nameServers, child.names)
        ? passed({ check, subject, values, evidence })
        : failed({ check, subject, values, evidence }),
    ];
  },
});
