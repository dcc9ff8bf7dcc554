/**
 * The view from elsewhere through a public measurement network (C5): only with the person’s consent, and only for ports of which an open
 * problem says that another place would decide. So it is asked last, when everything else that can be known is known.
 */
import type { Job } from '../../model/job.ts';
import type { Observation } from '../../model/observation.ts';
import type { Attribution } from '../../model/problem.ts';
import { familyOf, isBogon } from '../../model/view/addresses.ts';
import type { Facts } from '../../model/view/facts.ts';
import { systemAddresses } from '../../model/view/host-addresses.ts';
import { connected, triesAt } from '../../model/view/sessions.ts';
import { familyState } from '../../model/view/vantage.ts';
import { deadlines, systemLookupJob } from './job-kit.ts';
import type { Planner } from './planner.ts';

const PORTS_PER_PROBLEM = 2;
/** In a whole run: each costs the network’s volunteers some connections, and the person some of an hourly allowance. */
const MOST_MEASUREMENTS = 4;

const serviceOf = (facts: Facts) =>
  facts.request.outsideView === true ? facts.networkData.outsideViews?.[0] : undefined;

export const outsidePlanner: Planner = {
  id: 'outside',
  isWanted: (facts) => serviceOf(facts) !== undefined,
  plan(facts) {
    const service = serviceOf(facts);
    return service ? [systemLookupJob(new URL(service.url).hostname, 'C5')] : [];
  },
};

interface Place {
  readonly name: string | undefined;
  readonly address: string;
  readonly port: number;
}

/** Ports of the target behind a problem where TCP never stood; IPv4 first, since most stations have it. */
function failedPlaces(facts: Facts, problem: Attribution): readonly Place[] {
  const byId = new Map(facts.observations.map((each) => [each.id, each]));
  const isFailed = ({ control, endpoint }: Observation): boolean =>
    control === undefined &&
    endpoint.address !== undefined &&
    endpoint.port !== undefined &&
    !isBogon(endpoint.address) &&
    triesAt(facts, endpoint.address, endpoint.port).length > 0 &&
    !triesAt(facts, endpoint.address, endpoint.port).some(connected);
  const places = problem.evidence
    .flatMap((each) => byId.get(each.observation) ?? [])
    .filter(isFailed)
    .map(({ endpoint }) => ({ name: endpoint.name, address: endpoint.address!, port: endpoint.port! }));
  const unique = [...new Map(places.map((each) => [`${each.address} ${each.port}`, each])).values()];
  return unique.toSorted((a, b) => familyOf(a.address) - familyOf(b.address)).slice(0, PORTS_PER_PROBLEM);
}

const isOpenToOthers = ({ missingControls }: Attribution): boolean =>
  missingControls.some((each) => each.control === 'C5');

/** Measurements that would decide what is still open. */
export function planOutside(facts: Facts, problems: readonly Attribution[]): readonly Job[] {
  const service = serviceOf(facts);
  if (!service) return [];
  const found = systemAddresses(facts, new URL(service.url).hostname);
  const through = found.find((each) => familyState(facts, familyOf(each)) === 'works');
  if (through === undefined) return [];
  return problems
    .filter(isOpenToOthers)
    .flatMap((problem) => failedPlaces(facts, problem))
    .slice(0, MOST_MEASUREMENTS)
    .map(({ name, address, port }) => ({
      key: `outside/${address}/${port}`,
      kind: 'outside',
      endpoint: { name, address, port, family: familyOf(address), operator: service.name },
      input: { url: service.url, through, stations: service.stations },
      control: 'C5',
      deadlineMs: deadlines.outside,
      attempt: 1,
    }));
}
