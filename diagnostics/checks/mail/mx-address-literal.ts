/** R34: an MX record holds an address where a host name belongs (RFC 1035 section 3.3.9); senders cannot use it. */
import { isAddressLiteral } from '../../model/view/addresses.ts';
import { mailDomain } from '../../model/view/hosts.ts';
import { mailServers } from '../../model/view/mail-servers.ts';
import { pointAtRecords } from '../../model/view/pointing.ts';
import { wordOn } from '../../model/view/record-word.ts';
import { defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'mx-address-literal';

export const mxAddressLiteral = defineCheck({
  id: check,
  area: 'mail',
  needs: ['dns'],
  evaluate(facts) {
    const servers = mailServers(facts);
    const { status, domain } = servers;
    if (status !== 'known')
      return [(status === 'none' ? inapplicable : untested)({ check, subject: domain, values: { domain } })];
    const word = wordOn(facts, mailDomain(facts), 'MX');
    return servers.hosts.map((host) => {
      const records = word.records.filter((each) => each.fields?.['exchange'] === host);
      const evidence = word.seenIn.flatMap((each) => pointAtRecords(each, 'answers', records));
      return (isAddressLiteral(host) ? failed : passed)({
        check,
        subject: host,
        values: { domain },
        evidence,
      });
    });
  },
});
