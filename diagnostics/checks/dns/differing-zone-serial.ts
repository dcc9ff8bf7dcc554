/** R18: the authoritative servers hold different versions of the zone. A transfer in progress settles in minutes. */
import { pointAt } from '../../model/view/pointing.ts';
import type { DnsObservation } from '../../model/view/dns-answers.ts';
import { answersByServer, zoneStage } from '../../model/view/zone-servers.ts';
import { sortedUnique } from '../../model/view/addresses.ts';
import { defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'differing-zone-serial';

interface SeenSerial {
  readonly serial: string;
  readonly observation: DnsObservation;
  readonly index: number;
}

const serialIn =
  (zone: string) =>
  (observation: DnsObservation): readonly SeenSerial[] => {
    const index = observation.data.response!.answers.findIndex(
      (each) => each.type === 'SOA' && each.name === zone,
    );
    const serial = observation.data.response!.answers[index]?.fields?.['serial'];
    return serial === undefined ? [] : [{ serial: String(serial), observation, index }];
  };

export const differingZoneSerial = defineCheck({
  id: check,
  area: 'dns',
  needs: ['dns'],
  evaluate(facts) {
    const stage = zoneStage(facts);
    const { subject } = stage;
    if (stage.status === 'address') return [inapplicable({ check, subject })];
    if (stage.status === 'unknown') return [untested({ check, subject })];
    const { servers } = stage.delegation;
    if (servers.length === 1) return [inapplicable({ check, subject, variant: 'one-server' })];
    const seen = answersByServer(facts, subject, servers, subject, 'SOA').flatMap(serialIn(subject));
    if (seen.length < 2) return [untested({ check, subject })];
    const serials = sortedUnique(seen.map((each) => each.serial));
    const evidence = serials
      .slice(0, 4)
      .map((serial) => seen.find((each) => each.serial === serial)!)
      .map((each) => pointAt(each.observation, `/data/response/answers/${each.index}/fields/serial`));
    const values = { serials: serials.join(', '), servers: seen.length };
    return [
      serials.length === 1
        ? passed({ check, subject, values, evidence })
        : failed({ check, subject, values, evidence }),
    ];
  },
});
