/** The view from elsewhere that the person agreed to: did it come about, and from where? What it saw is for the rules to say. */
import { pointAt } from '../../model/view/pointing.ts';
import { defineCheck, failed, failureEvidence, passed } from '../check.ts';

const check = 'unusable-outside-view';
const MOST_PLACES = 6;

export const unusableOutsideView = defineCheck({
  id: check,
  area: 'local',
  needs: ['outside'],
  evaluate(facts) {
    const views = facts.jobs('outside').map((job) => job.best);
    const stations = views.flatMap((each) =>
      each.data.stations.filter((station) => station.outcome !== 'unknown'),
    );
    const first = views[0];
    if (first === undefined) return [];
    const service = first.endpoint.operator ?? first.input.url;
    const subject = 'local';
    if (stations.length === 0) {
      const broken = views.find((each) => each.failure !== undefined);
      const reason = broken?.failure?.detail || broken?.failure?.code || 'no station answered';
      const evidence = broken ? [failureEvidence(broken)] : [pointAt(first, '/data/stations')];
      return [failed({ check, subject, values: { service, reason }, evidence })];
    }
    const places = [...new Set(stations.map(({ city, country }) => `${city}, ${country}`))];
    return [
      passed({
        check,
        subject,
        values: { service, stations: stations.length, places: places.slice(0, MOST_PLACES).join('; ') },
        evidence: views.slice(0, 4).map((each) => pointAt(each, '/data/stations/0/city', '/failure/code')),
      }),
    ];
  },
});
