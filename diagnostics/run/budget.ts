/**
 * Politeness (law 7): at most three connections to one port of one address in a run, and few at a time.
 * Datagrams, their repetition over TCP after truncation and DoH questions are not counted, since DNS servers are made for many of them.
 */
import type { Job } from '../model/job.ts';
import { connectionKinds, type Endpoint } from '../model/observation.ts';
import { canonicalAddress } from '../model/view/addresses.ts';

const CONNECTIONS_PER_PORT = 3;
export const AT_ONCE = 48;
export const AT_ONCE_PER_ADDRESS = 8;

type Port = Pick<Endpoint, 'address' | 'port'>;

/** Whether the connections that the job opens are counted. */
export const isCounted = (job: Job): boolean =>
  (connectionKinds as readonly string[]).includes(job.kind) ||
  (job.kind === 'dns' && job.input.transport === 'tcp');

const portOf = ({ address = '', port }: Port): string => `${canonicalAddress(address)} ${port}`;

export interface Budget {
  /** Takes a place for the job; false when the port has had its three connections. */
  reserve(job: Job): boolean;
  /** Takes a place for one more connection inside a job, as FTP opens them; false when there is none left. */
  reservePort(port: Port): boolean;
  /** True while the job may start beside those that run. */
  mayStart(job: Job): boolean;
  started(job: Job): void;
  ended(job: Job): void;
}

export function createBudget(): Budget {
  const reserved = new Map<string, number>();
  const running = new Map<string, number>();
  let total = 0;
  const addressOf = ({ endpoint }: Job): string =>
    endpoint.address === undefined ? 'local' : canonicalAddress(endpoint.address);
  function reservePort(port: Port): boolean {
    const used = reserved.get(portOf(port)) ?? 0;
    if (used >= CONNECTIONS_PER_PORT) return false;
    reserved.set(portOf(port), used + 1);
    return true;
  }
  return {
    reserve: (job) => !isCounted(job) || reservePort(job.endpoint),
    reservePort,
    mayStart: (job) => total < AT_ONCE && (running.get(addressOf(job)) ?? 0) < AT_ONCE_PER_ADDRESS,
    started(job) {
      total++;
      running.set(addressOf(job), (running.get(addressOf(job)) ?? 0) + 1);
    },
    ended(job) {
      total--;
      running.set(addressOf(job), (running.get(addressOf(job)) ?? 1) - 1);
    },
  };
}
