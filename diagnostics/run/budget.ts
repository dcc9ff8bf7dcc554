/**
 * Politeness (law 7): few connections to one port of one address in a run, to one address and in all, and few at a time.
 * Datagrams, their repetition over TCP after truncation and DoH questions are not counted, since DNS servers are made for many of them.
 */
import type { Job } from '../model/job.ts';
import { connectionKinds, type Endpoint } from '../model/observation.ts';
import { canonicalAddress } from '../model/view/addresses.ts';

/** The table in `diagnostics/README.md` says the same; a test holds them together. */
export const politeness = {
  connectionsPerPort: 3,
  connectionsPerAddress: 48,
  connectionsPerRun: 300,
  atOncePerAddress: 8,
  atOnce: 48,
} as const;

type Port = Pick<Endpoint, 'address' | 'port'>;

/** Whether the connections that the job opens are counted. */
export const isCounted = (job: Job): boolean =>
  (connectionKinds as readonly string[]).includes(job.kind) ||
  job.kind === 'http2' ||
  job.kind === 'tls-greeting' ||
  job.kind === 'ssh-login' ||
  job.kind === 'proxied-page' ||
  job.kind === 'status-feed' ||
  ((job.kind === 'dns' || job.kind === 'server-conduct') && job.input.transport === 'tcp');

const portOf = ({ address = '', port }: Port): string => `${canonicalAddress(address)} ${port}`;

export interface Budget {
  /** Takes a place for the job; false when the port, its address or the run has had its connections. */
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
  let reservedInAll = 0;
  const usedOf = (key: string): number => reserved.get(key) ?? 0;
  const running = new Map<string, number>();
  let total = 0;
  const addressOf = ({ endpoint }: Job): string =>
    endpoint.address === undefined ? 'local' : canonicalAddress(endpoint.address);
  function reservePort(port: Port): boolean {
    const address = canonicalAddress(port.address ?? '');
    const isSpent =
      usedOf(portOf(port)) >= politeness.connectionsPerPort ||
      usedOf(address) >= politeness.connectionsPerAddress ||
      reservedInAll >= politeness.connectionsPerRun;
    if (isSpent) return false;
    for (const key of [portOf(port), address]) reserved.set(key, usedOf(key) + 1);
    reservedInAll++;
    return true;
  }
  return {
    reserve: (job) => !isCounted(job) || reservePort(job.endpoint),
    reservePort,
    mayStart: (job) =>
      total < politeness.atOnce && (running.get(addressOf(job)) ?? 0) < politeness.atOncePerAddress,
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
