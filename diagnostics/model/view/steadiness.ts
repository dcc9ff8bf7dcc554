/** Does a server take connections every time? Counted over all tries of a run at one address (R52, law 5). */
import type { ConnectionObservation } from '../observation.ts';
import { oncePerFacts, type Facts } from './facts.ts';
import { connected, connectionTries, triesAt } from './sessions.ts';

/** Begins the keys of tries that are made one after the other, when nothing else goes to the address. */
const SPACED = 'spaced/';
export const spacedKey = (address: string, turn: number): string => `${SPACED}${address}/${turn}`;
/** The same for a port that never answered beside others. */
export const aloneKey = (address: string, port: number): string => spacedKey(`${address}/closed`, port);

const isSpaced = (each: ConnectionObservation): boolean => each.id.startsWith(SPACED);

/** TCP itself did not come about. A refusal counts too: it contradicts the connection that stood. */
const isUnconnected = (each: ConnectionObservation): boolean =>
  !connected(each) && each.failure !== undefined && each.failure.code !== 'permission_denied';

export interface Steadiness {
  readonly address: string;
  readonly name: string | undefined;
  /** Ports that answered at least once. */
  readonly ports: readonly number[];
  /** Ports of services that never did. */
  readonly closed: readonly number[];
  /** Tries at the ports that answered. */
  readonly tried: readonly ConnectionObservation[];
  readonly failed: readonly ConnectionObservation[];
  /** Made one after the other. */
  readonly alone: readonly ConnectionObservation[];
  /** Failed although nothing else was under way at the address: no limit of simultaneous connections explains it. */
  readonly failedAlone: readonly ConnectionObservation[];
}

/** The target's own addresses; neutral hosts and neighbours are controls of their own. */
const isTargets = (each: ConnectionObservation): boolean =>
  (each.control === undefined || each.control === 'C3') &&
  each.endpoint.address !== undefined &&
  each.endpoint.operator === undefined;

function steadinessOf(address: string, tries: readonly ConnectionObservation[]): Steadiness {
  const ports = [...new Set(tries.filter(connected).flatMap((each) => each.endpoint.port ?? []))];
  const tried = tries.filter((each) => ports.includes(each.endpoint.port ?? 0));
  const failed = tried.filter(isUnconnected);
  const closed = tries
    .filter((each) => each.control === undefined)
    .flatMap((each) => each.endpoint.port ?? [])
    .filter((port) => !ports.includes(port));
  return {
    address,
    name: tries.find((each) => each.endpoint.name !== undefined)?.endpoint.name,
    ports: ports.sort((a, b) => a - b),
    closed: [...new Set(closed)],
    tried,
    failed,
    alone: tried.filter(isSpaced),
    failedAlone: failed.filter(isSpaced),
  };
}

export const steadiness: (facts: Facts) => readonly Steadiness[] = oncePerFacts((facts) => {
  const groups = new Map<string, ConnectionObservation[]>();
  for (const each of connectionTries(facts).filter(isTargets)) {
    const address = each.endpoint.address!;
    groups.set(address, [...(groups.get(address) ?? []), each]);
  }
  return [...groups].map(([address, tries]) => steadinessOf(address, tries));
});

/** The address takes connections some of the time: a port that failed in its few tries may have failed by chance, or beside too many others. */
export const failsAtTimes = (facts: Facts, address: string): boolean =>
  steadiness(facts).some((each) => each.address === address && each.failed.length > 0);

/** Tries of the port that failed in a turn of their own. */
export const failedTurns = (facts: Facts, address: string, port: number): readonly ConnectionObservation[] =>
  triesAt(facts, address, port).filter((each) => isSpaced(each) && isUnconnected(each));

/** Ports of the address refused connections and took others: that one port refused a few times in a row may be chance. */
export const refusesAtTimes = (facts: Facts, address: string): boolean =>
  steadiness(facts).some(
    (each) =>
      each.address === address && each.failed.some(({ failure }) => failure?.code === 'connection_refused'),
  );
