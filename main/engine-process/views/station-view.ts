/**
 * The way from the person to the service as six stations. A station works only where a measurement got through to it or past it; it is
 * broken where a likely or proven problem lies, suspected where a possible one does; otherwise nobody knows, or nobody looked. Behind a server
 * in trouble the services work only if each of them answered: mail that works says nothing of a website that stays silent.
 */
import { areaOfOperation, type Translator } from '../../../diagnostics/index.ts';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import type { Problem } from '../../../diagnostics/model/problem.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import type { FaultDomain, Service } from '../../../diagnostics/model/vocabulary.ts';
import type { StationId, StationState, StationView } from '../../contract/views.ts';

const stationIds: readonly StationId[] = [
  'you',
  'your_network',
  'access_provider',
  'dns',
  'server',
  'service',
];

/** Where problems of a domain lie; `byService` where the same hands look after names and services. */
const placeOf: Readonly<Record<FaultDomain, StationId | 'byService' | null>> = {
  customer_device: 'you',
  customer_network: 'your_network',
  access_provider: 'access_provider',
  internet_path: 'access_provider',
  dns_operator: 'dns',
  registrar: 'dns',
  hosting_provider: 'byService',
  customer_configuration: 'byService',
  site_application: 'service',
  mail_operator: 'service',
  cdn_operator: 'server',
  certificate_authority: 'service',
  undetermined: null,
};

const stationOfService = (service: Service | null): StationId =>
  service === 'dns' ? 'dns' : service === null ? 'server' : 'service';

function stationOf(domain: FaultDomain, { service }: Problem): StationId | null {
  const place = placeOf[domain];
  return place === 'byService' ? stationOfService(service) : place;
}

interface Trouble {
  readonly station: StationId;
  readonly state: 'broken' | 'suspected';
  readonly side: StationView['side'];
}

/** The accused, and who was not ruled out where that is open. The report's order is the order of weight. */
function troublesOf(problem: Problem): readonly Trouble[] {
  const { faultDomain, confidence, side } = problem;
  const accused = stationOf(faultDomain, problem);
  const own: readonly Trouble[] =
    accused === null
      ? []
      : [
          {
            station: accused,
            state: confidence === 'possible' ? 'suspected' : 'broken',
            side: side === 'undetermined' ? null : side,
          },
        ];
  if (accused !== null && confidence !== 'possible') return own;
  const rivals = problem.rivals
    .filter(({ excluded }) => !excluded)
    .flatMap((rival) => stationOf(rival.faultDomain, problem) ?? [])
    .filter((station) => station !== accused);
  const open = [
    ...new Set(accused === null && rivals.length === 0 ? [stationOfService(problem.service)] : rivals),
  ];
  return [...own, ...open.map((station): Trouble => ({ station, state: 'suspected', side: null }))];
}

export function stationViews(report: Report, t: Translator): readonly StationView[] {
  const troubles = report.problems.flatMap(troublesOf);
  const own = report.observations.filter(({ view }) => view === undefined);
  const working = new Set(own.filter((each) => each.failure === undefined).flatMap(reachedBy));
  const tried = new Set(own.flatMap(aimedAt));
  if (troubles.some(({ station }) => station === 'server') && isOneSilent(own)) working.delete('service');
  return stationIds.map((id) => {
    const here = troubles.filter(({ station }) => station === id);
    const worst = here.find(({ state }) => state === 'broken') ?? here[0];
    const state = worst?.state ?? stateOf(id, working, tried);
    return {
      id,
      label: t.text(`app.station.${id}`),
      state,
      stateText: t.text(`app.station_state.${state}`),
      side: worst?.side ?? null,
    };
  });
}

/** Whether a kind of service was tried and never answered. */
function isOneSilent(own: readonly Observation[]): boolean {
  const asked = own.filter((each) => aimedAt(each).includes('service'));
  const answered = asked.filter((each) => each.failure === undefined && reachedBy(each).includes('service'));
  const areas = new Set(answered.map(areaOfOperation));
  return asked.some((each) => !areas.has(areaOfOperation(each)));
}

const stateOf = (
  id: StationId,
  working: ReadonlySet<StationId>,
  tried: ReadonlySet<StationId>,
): StationState => (working.has(id) ? 'works' : tried.has(id) ? 'unknown' : 'not_tested');

const near: readonly StationId[] = ['you', 'your_network', 'access_provider'];
/** Inside the house or on the machine itself (RFC 1918, RFC 4193, link local, loopback). */
const isNear = (address: string): boolean =>
  /^(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|::1$|fe[89ab]|f[cd])/iu.test(address);

/** What an operation that worked shows to work: everything that its packets crossed. */
function reachedBy(observation: Observation): readonly StationId[] {
  const { kind, control, endpoint } = observation;
  if (kind === 'environment') return ['you'];
  if (endpoint.address === undefined || kind === 'outside') return [];
  if (isNear(endpoint.address)) return ['you', 'your_network'];
  if (control !== undefined) return near;
  const area = areaOfOperation(observation);
  if (area === 'dns') return isNamed(observation) ? [...near, 'dns'] : near;
  return kind === 'tcp' ? [...near, 'server'] : [...near, 'server', 'service'];
}

/** A name server that answered with the name’s own data, or that there is none of that kind: both are its word. */
const isNamed = (observation: Observation): boolean =>
  observation.kind === 'dns' && observation.data.response?.rcode === 'NOERROR';

/** What an operation was meant to learn of, whatever came of it. */
function aimedAt(observation: Observation): readonly StationId[] {
  const { kind, control, endpoint } = observation;
  if (kind === 'environment') return ['you', 'your_network'];
  if (kind === 'router-address') return ['your_network'];
  if (control !== undefined) return near;
  if (endpoint.address === undefined) return [];
  return areaOfOperation(observation) === 'dns' ? ['dns'] : ['server', 'service'];
}
