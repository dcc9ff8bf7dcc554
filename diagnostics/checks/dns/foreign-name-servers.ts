/** R25: the parent names servers of another operator, so changes in the provider's panel have no effect. */
import type { Facts, ProviderFacts } from '../../model/view/facts.ts';
import { pointAtRecords } from '../../model/view/pointing.ts';
import { isProviderNameServer } from '../../model/view/provider-name-servers.ts';
import { parentRecords, zoneStage } from '../../model/view/zone-servers.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'foreign-name-servers';

const publishedBy = (facts: Facts): ProviderFacts | undefined =>
  facts.provider && facts.provider.nameServers.length > 0 ? facts.provider : undefined;

export const foreignNameServers = defineCheck({
  id: check,
  area: 'dns',
  needs: ['dns'],
  evaluate(facts) {
    const stage = zoneStage(facts);
    const { subject } = stage;
    const provider = publishedBy(facts);
    if (!provider || stage.status === 'address') return [inapplicable({ check, subject })];
    if (stage.status === 'unknown') return [untested({ check, subject })];
    const { observation, records } = parentRecords(facts, stage.cut);
    const foreign = stage.cut.nameServers.filter((name) => !isProviderNameServer(facts, name));
    const shown = foreign.length > 0 ? records.filter((each) => foreign.includes(each.value)) : records;
    const evidence = observation ? pointAtRecords(observation, 'authorities', shown) : [];
    const values = {
      servers: (foreign.length > 0 ? foreign : stage.cut.nameServers).join(', '),
      provider: provider.id,
    };
    if (foreign.length === 0) return [passed({ check, subject, values, evidence })];
    // A foreign name without a known address may still be a white-label name of the provider.
    const isSure =
      provider.addressRanges.length === 0 ||
      foreign.every((name) => !stage.delegation.serversWithoutAddress.includes(name));
    if (!isSure) return [cantTell({ check, subject, values, evidence })];
    return [
      foreign.length < stage.cut.nameServers.length
        ? failed({ check, subject, variant: 'some', values, evidence })
        : failed({ check, subject, values, evidence }),
    ];
  },
});
