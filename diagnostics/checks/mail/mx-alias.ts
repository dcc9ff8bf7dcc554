/** RFC 2181 section 10.3: an MX record must name a host directly, not an alias. Some senders refuse such a host. */
import { namedMailServers } from '../../model/view/mail-servers.ts';
import { judgeAlias } from '../alias-judgement.ts';
import { defineCheck, inapplicable, untested } from '../check.ts';

const check = 'mx-alias';

export const mxAlias = defineCheck({
  id: check,
  area: 'mail',
  needs: ['dns'],
  evaluate(facts) {
    const servers = namedMailServers(facts);
    const { status, domain } = servers;
    if (status !== 'known')
      return [(status === 'none' ? inapplicable : untested)({ check, subject: domain, variant: 'domain' })];
    return servers.hosts.map((host) => judgeAlias(facts, { check, subject: host, values: { domain } }));
  },
});
