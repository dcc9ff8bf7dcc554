/** What browsers of this machine see: the page through the proxy that is set here, and a neutral one when it does not come (R9). */
import type { Job } from '../../model/job.ts';
import { familyOf, isAddressLiteral } from '../../model/view/addresses.ts';
import { boundedKey } from '../../model/view/bounded-key.ts';
import type { Facts } from '../../model/view/facts.ts';
import { wants } from '../../model/view/hosts.ts';
import { proxiedPageOf, proxyAddress, proxyFor, type ProxySetting } from '../../model/view/proxy.ts';
import { environmentOf } from '../../model/view/vantage.ts';
import type { Control } from '../../model/vocabulary.ts';
import { deadlines, systemLookupJob } from './job-kit.ts';
import type { Planner } from './planner.ts';

const pageJob = (proxy: ProxySetting, address: string, host: string, control?: Control): Job => ({
  key: boundedKey(`proxied-page/${address}/${proxy.port}/${host}`),
  kind: 'proxied-page',
  endpoint: { name: proxy.host, address, family: familyOf(address), port: proxy.port },
  input: { host },
  ...(control === undefined ? {} : { control }),
  deadlineMs: deadlines.dialogue,
  attempt: 1,
});

function neutralPage(facts: Facts, proxy: ProxySetting, address: string): readonly Job[] {
  const site = facts.networkData.tlsControlSites.find((each) => !isAddressLiteral(each.name));
  return site ? [pageJob(proxy, address, site.name, 'C2')] : [];
}

export const proxyPlanner: Planner = {
  id: 'proxy',
  isWanted: (facts) => wants(facts, 'web') && !facts.request.target.isAddress,
  plan(facts) {
    const { domain } = facts.request.target;
    const proxy = proxyFor(environmentOf(facts)?.data, domain);
    if (!proxy) return [];
    const address = proxyAddress(facts, proxy);
    if (address === undefined) return isAddressLiteral(proxy.host) ? [] : [systemLookupJob(proxy.host, 'C0')];
    const page = proxiedPageOf(facts, domain);
    return [
      pageJob(proxy, address, domain),
      ...(page?.best.failure ? neutralPage(facts, proxy, address) : []),
    ];
  },
};
