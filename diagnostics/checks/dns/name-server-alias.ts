/** RFC 2181 section 10.3: the name of a name server must not be an alias. Seen only where its own records were asked for. */
import type { Assertion } from '../../model/finding.ts';
import type { Facts } from '../../model/view/facts.ts';
import { pointAtDenial, pointAtRecords } from '../../model/view/pointing.ts';
import { aliasOf } from '../../model/view/record-word.ts';
import { zoneStage } from '../../model/view/zone-servers.ts';
import { defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'name-server-alias';

function judge(facts: Facts, zone: string, subject: string): Assertion {
  const heard = aliasOf(facts, subject);
  const values = { zone };
  if (!heard) return untested({ check, subject, values });
  const { record, seenIn } = heard;
  if (record)
    return failed({
      check,
      subject,
      values: { zone, alias: record.value },
      evidence: pointAtRecords(seenIn, 'answers', [record]),
    });
  return passed({ check, subject, values, evidence: [pointAtDenial(seenIn)] });
}

export const nameServerAlias = defineCheck({
  id: check,
  area: 'dns',
  needs: ['dns'],
  evaluate(facts) {
    const stage = zoneStage(facts);
    const { subject } = stage;
    if (stage.status === 'address') return [inapplicable({ check, subject, values: { zone: subject } })];
    if (stage.status === 'unknown') return [untested({ check, subject, values: { zone: subject } })];
    return stage.cut.nameServers.map((server) => judge(facts, subject, server));
  },
});
