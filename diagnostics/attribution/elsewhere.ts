/**
 * C5: what another place sees of the same thing. Whoever looks (the person from a phone, an outside measurement, a second report), rules
 * ask here and nowhere else, so that every source counts for every rule and none counts for more than it can tell.
 */
import type { Evidence } from '../model/message.ts';
import type { Service } from '../model/vocabulary.ts';
import { familyOf } from '../model/view/addresses.ts';
import type { Facts } from '../model/view/facts.ts';
import type { QuestionId } from '../model/questions.ts';
import { countingViews, secondViews, type SecondView } from '../model/view/second-views.ts';
import { connected, isClosed, portState, triesAt } from '../model/view/sessions.ts';
import { isTunnelled } from '../model/view/vantage.ts';
import { delegationOf } from '../model/view/delegation.ts';
import { mailDomain } from '../model/view/hosts.ts';
import { canReachFamilyOf, serverJobs, silenceOf } from '../model/view/zone-servers.ts';
import { anchorsWork, failure, samePortFails } from './controls.ts';
import { pointAt } from '../model/view/pointing.ts';
import type { StationOutcome } from '../model/observations/outside.ts';
import { stated } from '../model/view/statements.ts';
import { serviceOfSymptom } from './foremost.ts';
import type { RuleWorld } from './rule-world.ts';
import { serviceOfCheck } from './rules/closed-ports.ts';

/** At most one of both holds something: it works somewhere, or it fails wherever it was tried. */
export interface Elsewhere {
  readonly works: readonly Evidence[];
  readonly fails: readonly Evidence[];
}

const nothing: Elsewhere = { works: [], fails: [] };

/** One port of one address that fails here, with the finding that says so. */
export interface FailingPlace {
  readonly address: string;
  readonly port: number;
  readonly finding: { readonly check: string };
}

const servicesOf = (places: readonly Pick<FailingPlace, 'finding'>[]): ReadonlySet<Service | undefined> =>
  new Set(places.map(({ finding }) => serviceOfCheck[finding.check]));

/**
 * “It works on my phone” is said of what the person came for. Without a symptom it can only mean the one thing that fails;
 * where several fail, nobody knows which of them was tried.
 */
function isMeant(world: RuleWorld, places: readonly FailingPlace[]): boolean {
  const services = servicesOf(places);
  // what fails over IPv6 alone is hidden from people: their programs turn to IPv4
  if (places.some(({ finding }) => finding.check === 'closed-ipv6-port')) return false;
  const cameFor = serviceOfSymptom[world.facts.request.symptom];
  if (cameFor !== null) return services.has(cameFor);
  const failing = world.findings.filter((each) => each.outcome === 'failed' && each.check in serviceOfCheck);
  return failing.every((each) => services.has(serviceOfCheck[each.check]));
}

const told = (world: RuleWorld, places: readonly FailingPlace[]): Elsewhere =>
  isMeant(world, places)
    ? {
        works: stated(world.facts, 'works_elsewhere', 'yes'),
        fails: stated(world.facts, 'works_elsewhere', 'no'),
      }
    : nothing;

/** Stations of one network may share one trouble: only a failure that two networks see counts. */
const NETWORKS_AT_LEAST = 2;
const failing: ReadonlySet<StationOutcome> = new Set(['refused', 'silent', 'unreachable']);

/** What the stations of a public measurement network see of the ports. */
function seenByStations({ facts }: RuleWorld, places: readonly FailingPlace[]): Elsewhere {
  const seen = facts
    .jobs('outside')
    .filter(({ best: { endpoint } }) =>
      places.some(({ address, port }) => address === endpoint.address && port === endpoint.port),
    )
    .flatMap(({ best }) => best.data.stations.map((station, index) => ({ best, station, index })));
  const pointed = (found: typeof seen): readonly Evidence[] =>
    found.slice(0, 3).map(({ best, index }) => pointAt(best, `/data/stations/${index}/outcome`));
  const works = seen.filter(({ station }) => station.outcome === 'works');
  if (works.length > 0) return { works: pointed(works), fails: [] };
  const byNetwork = new Map(
    seen.filter(({ station }) => failing.has(station.outcome)).map((each) => [each.station.asn, each]),
  );
  return byNetwork.size < NETWORKS_AT_LEAST
    ? nothing
    : { works: [], fails: pointed([...byNetwork.values()]) };
}

/** A port that fails at another seat counts when that seat's own line and this port towards others work there (C1, C2 of that seat). */
function failsThere({ facts }: SecondView, { address, port }: FailingPlace): readonly Evidence[] {
  const state = portState(facts, address, port);
  const family = familyOf(address);
  const isOwnTrouble =
    isTunnelled(facts) ||
    state === 'blocked_locally' ||
    anchorsWork(facts, family).length === 0 ||
    samePortFails(facts, port, family).length > 0;
  return isClosed(state) && !isOwnTrouble ? triesAt(facts, address, port).slice(0, 2).map(failure) : [];
}

/** What other reports, laid beside this one, saw of the ports. */
function seenBySeats({ facts }: RuleWorld, places: readonly FailingPlace[]): Elsewhere {
  const views = countingViews(facts);
  const works = views.flatMap((view) =>
    places.flatMap(({ address, port }) =>
      triesAt(view.facts, address, port)
        .filter(connected)
        .slice(0, 1)
        .map((each) => pointAt(each, '/data/connectMs')),
    ),
  );
  if (works.length > 0) return { works: works.slice(0, 3), fails: [] };
  const fails = views.flatMap((view) => places.flatMap((place) => failsThere(view, place)));
  return { works: [], fails: fails.slice(0, 4) };
}

/** Whether reports of other seats, laid beside this one, got through and none of them failed: no word of a person, no single station. */
export function worksAtOtherSeats({ facts }: RuleWorld, places: readonly FailingPlace[]): boolean {
  const states = countingViews(facts).flatMap((view) =>
    places.map(({ address, port }) => portState(view.facts, address, port)),
  );
  return states.includes('open') && !states.some(isClosed);
}

/** Every name server of the domain is silent at another seat too, where the servers above the domain and neutral hosts answer. */
export function serversSilentElsewhere({ facts }: RuleWorld): readonly Evidence[] {
  const { servers } = delegationOf(facts);
  const zone = mailDomain(facts);
  return countingViews(facts).flatMap((view) => {
    const asked = servers.filter(({ address }) => canReachFamilyOf(view.facts, address));
    const silences = asked.map(({ address }) => silenceOf(serverJobs(view.facts, zone, address)));
    const isOwnTrouble = isTunnelled(view.facts) || delegationOf(view.facts).cut === undefined;
    if (isOwnTrouble || silences.length === 0 || silences.some(({ state }) => state !== 'silent')) return [];
    return silences.slice(0, 2).flatMap(({ seenIn }) => (seenIn ? [failure(seenIn)] : []));
  });
}

/** A port that answers anybody is open: one seat that gets through outweighs all that do not. */
const together = (a: Elsewhere, b: Elsewhere): Elsewhere => {
  const works = [...a.works, ...b.works];
  return works.length > 0 ? { works, fails: [] } : { works, fails: [...a.fails, ...b.fails] };
};

/** What to ask the person, so that another place may decide. */
export const questionsElsewhere = (facts: Facts): readonly QuestionId[] => [
  'works_elsewhere',
  ...(secondViews(facts).some((each) => each.standing === 'network_unclear')
    ? (['other_connection'] as const)
    : []),
];

const isNothing = ({ works, fails }: Elsewhere): boolean => works.length + fails.length === 0;

/** How other places see ports that fail here. What was measured goes before what was told; where the two contradict, nothing is decided. */
export function seenFromElsewhere(world: RuleWorld, places: readonly FailingPlace[]): Elsewhere {
  const measured = together(seenByStations(world, places), seenBySeats(world, places));
  const word = told(world, places);
  if (isNothing(measured)) return word;
  return measured.fails.length > 0 && word.works.length > 0 ? nothing : measured;
}
