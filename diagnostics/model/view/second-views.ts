/**
 * Other reports laid beside this one (C5): the same target, looked at from another seat. Each is read as facts of its own, with the same
 * functions as one's own seat, and says first whether it may speak at all: another connection, and about the same time.
 */
import type { Observation } from '../observation.ts';
import type { ViewStanding } from '../report.ts';
import type { EnvironmentData } from '../observations/machine.ts';
import { oncePerFacts, readFacts, type Facts } from './facts.ts';
import { stated } from './statements.ts';
import { environmentOf, isOffline, isTunnelled, trueTime } from './vantage.ts';

/**
 * `counts`: another connection, about the same time. `same_network`: it left by the same line, so it sees what this seat sees.
 * `network_unclear`: nothing tells whether it was another line. `too_far_apart`: meanwhile the world may have changed. `offline`: it saw nothing.
 */
export type Standing = ViewStanding['standing'];

export interface SecondView {
  readonly id: string;
  readonly facts: Facts;
  readonly standing: Standing;
  /** Milliseconds between the two runs, 0 when they overlap; by each one's own clock, corrected by its measured offset. */
  readonly gapMs: number;
}

/** A block of a login guard lasts ten minutes by default (fail2ban’s bantime) and an outage may be as short: half an hour is the most. */
const VIEW_GAP_MS = 30 * 60_000;

type Relation = 'same' | 'other' | 'unclear';

/** First 48 bits of global IPv6 addresses: what an access provider hands to one customer at the least. */
const sitesOverSix = (data: EnvironmentData): ReadonlySet<string> =>
  new Set(
    data.interfaces
      .filter((each) => each.family === 6 && each.scope === 'global')
      .map(({ address }) => address.toLowerCase().split(':').slice(0, 3).join(':')),
  );

const globalFour = (data: EnvironmentData): readonly string[] =>
  data.interfaces.filter((each) => each.family === 4 && each.scope === 'global').map((each) => each.address);

/** Where IPv4 leaves: the router, and the network behind it. */
function exitOverFour(data: EnvironmentData): string | undefined {
  if (data.ownAddresses === 'replaced') return undefined;
  const route = (data.defaultRoutes ?? []).find((each) => each.family === 4);
  const own = data.interfaces.find((each) => each.name === route?.interface && each.family === 4);
  return (
    route && own && `${route.gateway} ${own.address.split('.').slice(0, 3).join('.')}/${own.prefixLength}`
  );
}

function relationOf(here: Facts, there: Facts): Relation {
  if (isTunnelled(here) !== isTunnelled(there)) return 'other';
  const [mine, theirs] = [environmentOf(here)?.data, environmentOf(there)?.data];
  if (!mine || !theirs) return 'unclear';
  const [six, sixThere] = [sitesOverSix(mine), sitesOverSix(theirs)];
  if (six.size > 0 && sixThere.size > 0)
    return [...six].some((each) => sixThere.has(each)) ? 'same' : 'other';
  const [four, fourThere] = [globalFour(mine), globalFour(theirs)];
  if (four.length > 0 && fourThere.length > 0)
    return four.some((each) => fourThere.includes(each)) ? 'same' : 'other';
  if (four.length !== fourThere.length) return 'other';
  const [exit, exitThere] = [exitOverFour(mine), exitOverFour(theirs)];
  return exit === undefined || exitThere === undefined || exit === exitThere ? 'unclear' : 'other';
}

/** Start and end of what was measured, true time. */
function spanOf(facts: Facts): readonly [number, number] {
  const starts = facts.observations
    .filter((each) => each.kind !== 'statement')
    .map((each) => Date.parse(each.startedAt));
  const first = starts.reduce((earliest, each) => Math.min(earliest, each), facts.lastSeenAt);
  return [trueTime(facts, first), trueTime(facts, facts.lastSeenAt)];
}

function gapBetween(here: Facts, there: Facts): number {
  const [[start, end], [startThere, endThere]] = [spanOf(here), spanOf(there)];
  return Math.max(0, startThere - end, start - endThere);
}

function standingOf(here: Facts, there: Facts, gapMs: number): Standing {
  if (isOffline(there)) return 'offline';
  if (gapMs > VIEW_GAP_MS) return 'too_far_apart';
  if (stated(here, 'other_connection', 'no').length > 0) return 'same_network';
  const relation = relationOf(here, there);
  if (relation === 'same') return 'same_network';
  const isSaid = stated(here, 'other_connection', 'yes').length > 0;
  return relation === 'other' || isSaid ? 'counts' : 'network_unclear';
}

/** Every report laid beside this one, in the order in which they were given. */
export const secondViews: (facts: Facts) => readonly SecondView[] = oncePerFacts((facts) => {
  const groups = new Map<string, Observation[]>();
  for (const each of facts.fromOtherSeats) groups.set(each.view!, [...(groups.get(each.view!) ?? []), each]);
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, observations]) => {
      const { request, networkData, provider } = facts;
      const own = observations.map((each) => ({ ...each, view: undefined }) as Observation);
      const there = readFacts({ request, networkData, provider, observations: own });
      const gapMs = gapBetween(facts, there);
      return { id, facts: there, standing: standingOf(facts, there, gapMs), gapMs };
    });
});

export const countingViews = (facts: Facts): readonly SecondView[] =>
  secondViews(facts).filter((each) => each.standing === 'counts');
