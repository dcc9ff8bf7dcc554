/** R26: the provider holds the zone as well, and it says something else than the one that counts: changes in its panel have no effect. */
import { pointAt, pointAtTrouble } from '../../model/view/pointing.ts';
import { zoneStage } from '../../model/view/zone-servers.ts';
import { copyDifferences, copyHolder, strangerServers } from '../../model/view/zone-copy.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'differing-zone-copy';

export const differingZoneCopy = defineCheck({
  id: check,
  area: 'dns',
  needs: ['dns'],
  evaluate(facts) {
    const stage = zoneStage(facts);
    const { subject } = stage;
    if (stage.status !== 'known' || strangerServers(facts).length === 0)
      return [inapplicable({ check, subject })];
    const asked = facts.jobs('zone-copy').map((job) => job.best);
    if (asked.length === 0) return [untested({ check, subject })];
    const holder = copyHolder(facts);
    if (!holder) {
      const answered = asked.filter((each) => each.data.response !== undefined);
      return answered.length > 0
        ? [
            passed({
              check,
              subject,
              variant: 'absent',
              evidence: answered.slice(0, 2).map((each) => pointAt(each, '/data/response/rcode')),
            }),
          ]
        : [cantTell({ check, subject, evidence: asked.slice(0, 2).map(pointAtTrouble) })];
    }
    const differences = copyDifferences(facts);
    const records = differences.map(
      (each) => `${each.name} ${each.type} ${each.copy.join(', ').slice(0, 100)}`,
    );
    return differences.length === 0
      ? [passed({ check, subject, evidence: [pointAt(holder, '/data/response/answers/0/value')] })]
      : [
          failed({
            check,
            subject,
            values: { records: records.slice(0, 6).join('; '), servers: strangerServers(facts).join(', ') },
            evidence: differences
              .slice(0, 4)
              .map((each) => pointAt(each.seenIn, '/data/response/answers/0/value')),
          }),
        ];
  },
});
