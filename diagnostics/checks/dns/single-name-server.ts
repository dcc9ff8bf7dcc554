/** RFC 2182: a zone on one machine is gone when that machine is. */
import { sortedUnique } from '../../model/view/addresses.ts';
import { pointAtRecords } from '../../model/view/pointing.ts';
import { parentRecords, zoneStage } from '../../model/view/zone-servers.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'single-name-server';

export const singleNameServer = defineCheck({
  id: check,
  area: 'dns',
  needs: ['dns'],
  evaluate(facts) {
    const stage = zoneStage(facts);
    const { subject } = stage;
    if (stage.status === 'address') return [inapplicable({ check, subject })];
    if (stage.status === 'unknown') return [untested({ check, subject })];
    const { observation, records } = parentRecords(facts, stage.cut);
    const evidence = observation ? pointAtRecords(observation, 'authorities', records) : [];
    const addresses = sortedUnique(stage.delegation.servers.map((each) => each.address));
    const values = { servers: stage.cut.nameServers.join(', '), address: addresses[0] ?? '' };
    if (stage.cut.nameServers.length === 1) return [failed({ check, subject, values, evidence })];
    if (addresses.length >= 2) return [passed({ check, subject, values, evidence })];
    // Names whose address is not known may yet be other machines.
    const isSure = addresses.length === 1 && stage.delegation.serversWithoutAddress.length === 0;
    return [
      isSure
        ? failed({ check, subject, variant: 'same-address', values, evidence })
        : cantTell({ check, subject, values, evidence }),
    ];
  },
});
