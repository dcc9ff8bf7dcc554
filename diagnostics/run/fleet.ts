/** What runs that go on together have in common: politeness towards every server, measurements, and connections to resolvers. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Job } from '../model/job.ts';
import type { Observation } from '../model/observation.ts';
import { createResolverSessions, type ResolverSessions } from '../net/resolver-sessions.ts';
import type { Clock, Network } from '../net/network.ts';
import { createFleetBudget, type FleetBudget } from './fleet-budget.ts';
import type { Gate } from './gate.ts';
import {
  createSharedMeasurements,
  isShareable,
  lifetimes,
  type SharedMeasurements,
} from './shared-measurements.ts';

export interface Fleet {
  readonly budget: FleetBudget;
  readonly measurements: SharedMeasurements;
  readonly resolverSessions: ResolverSessions;
  /** Facts about this machine, read once in a while; the names in its hosts file each time. */
  machine(
    network: Network,
    notBefore: number,
    options: Parameters<Network['environment']>[0],
  ): ReturnType<Network['environment']>;
  /** Waits for its turn to think: between two runs' planning the answers that came are read, so that none of them seems late. */
  turn(): Promise<void>;
  /** Ends what is kept open. */
  close(): void;
}

/** `gate`: what this fleet shares with others of this computer. */
export function createFleet(clock: Clock, gate?: Gate): Fleet {
  const resolverSessions = createResolverSessions();
  return {
    budget: createFleetBudget(gate),
    measurements: createSharedMeasurements(() => clock.now()),
    resolverSessions,
    machine: createMachine(clock),
    turn: createTurns(),
    close: () => resolverSessions.close(),
  };
}

function createTurns(): () => Promise<void> {
  let last = Promise.resolve();
  return () => {
    last = last.then(() => nextTurn());
    return last;
  };
}

/** Reading it all takes some 40 ms, and starts programs on some systems. */
function createMachine(clock: Clock): Fleet['machine'] {
  let read: { readonly at: number; readonly facts: ReturnType<Network['environment']> } | undefined;
  return async (network, notBefore, { hostNames, signal }) => {
    if (network.hostsEntries === undefined) return network.environment({ hostNames, signal });
    const now = clock.now();
    if (read === undefined || read.at < Math.max(notBefore, now - lifetimes.seat))
      read = {
        at: now,
        facts: network.environment({ hostNames: [], signal: AbortSignal.timeout(MACHINE_MS) }),
      };
    const reading = read;
    // on a busy machine not everything could be read: whoever is next reads again
    const isWhole = await reading.facts.then(
      ({ resolvers }) => resolvers.length > 0,
      () => false,
    );
    if (!isWhole && read === reading) read = undefined;
    const [facts, hostsEntries] = await Promise.all([
      reading.facts,
      network.hostsEntries({ hostNames, signal }),
    ]);
    return { ...facts, hostsEntries };
  };
}

const MACHINE_MS = 5_000;

/** A run's part in the fleet. */
export interface Membership {
  /** Takes the measurement of another run where it is as good, else makes it when the servers bear it. */
  observe(
    job: Job,
    network: Network,
    measure: (network: Network) => Promise<Observation>,
  ): Promise<Observation>;
  /** Waits for its turn to think. */
  turn(): Promise<void>;
  /** What was measured before that time, epoch milliseconds, no longer counts for this run. */
  renewBefore(time: number): void;
}

export function joinFleet(fleet: Fleet, ownDomain: string, signal: AbortSignal): Membership {
  let notBefore = 0;
  const whenBearable: Membership['observe'] = async (job, network, measure) => {
    const place = await fleet.budget.enter(job, signal);
    try {
      return await measure({
        ...network,
        environment: (options) => fleet.machine(network, notBefore, options),
        dial: async (options) => {
          const socket = await network.dial(options);
          place.opened(socket);
          return socket;
        },
      });
    } finally {
      place.leave();
    }
  };
  return {
    observe: (job, network, measure) =>
      isShareable(job, ownDomain)
        ? fleet.measurements.observe(job, notBefore, () => whenBearable(job, network, measure))
        : whenBearable(job, network, measure),
    turn: () => fleet.turn(),
    renewBefore: (time) => {
      notBefore = time;
    },
  };
}
