/** RFC 2181 section 10.3: an MX record must name a host directly, not an alias. Some senders refuse such a host. */
import type { Assertion } from '../../model/finding.ts';
import type { Facts } from '../../model/view/facts.ts';
import { namedMailServers } from '../../model/view/mail-servers.ts';
import { pointAtDenial, pointAtRecords } from '../../model/view/pointing.ts';
import { aliasOf } from '../../model/view/record-word.ts';
import { defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'mx-alias';

function judge(facts: Facts, domain: string, subject: string): Assertion {
  const heard = aliasOf(facts, subject);
  const values = { domain };
  if (!heard) return untested({ check, subject, values });
  const { record, seenIn } = heard;
  if (record)
    return failed({
      check,
      subject,
      values: { domain, alias: record.value },
      evidence: pointAtRecords(seenIn, 'answers', [record]),
    });
  return passed({ check, subject, values, evidence: [pointAtDenial(seenIn)] });
}

export const mxAlias = defineCheck({
  id: check,
  area: 'mail',
  needs: ['dns'],
  evaluate(facts) {
    const servers = namedMailServers(facts);
    const { status, domain } = servers;
    if (status !== 'known')
      return [(status === 'none' ? inapplicable : untested)({ check, subject: domain, variant: 'domain' })];
    return servers.hosts.map((host) => judge(facts, domain, host));
  },
});
