/** RFC 2181 section 10.3: an MX record must name a host directly, not an alias. Some senders refuse such a host. */
import { judgeAlias } from '../alias-judgement.ts';
import { defineCheck } from '../check.ts';
import { ofMailServers } from './each-mail-server.ts';

const check = 'mx-alias';

export const mxAlias = defineCheck({
  id: check,
  area: 'mail',
  needs: ['dns'],
  evaluate: (facts) =>
    ofMailServers(facts, check, (hosts, domain) =>
      hosts.map((host) => judgeAlias(facts, { check, subject: host, values: { domain } })),
    ),
});
