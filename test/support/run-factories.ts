/** Runs in the demo internet and networks of a test's own: who dialled what, how often and how many at a time. */
import { getEventListeners } from 'node:events';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Socket } from 'node:net';
import { startDemoHost, type DemoHost } from '../../main/demo-host/index.ts';
import type { JsonObject } from '../../main/demo-host/merge-patch.ts';
import type { Job, JobOf } from '../../diagnostics/model/job.ts';
import type { Observation, ProbedKind } from '../../diagnostics/model/observation.ts';
import type { Report } from '../../diagnostics/model/report.ts';
import type { RunEvent } from '../../diagnostics/model/run-event.ts';
import type { Request } from '../../diagnostics/model/target.ts';
import { services } from '../../diagnostics/model/vocabulary.ts';
import type { Network } from '../../diagnostics/net/network.ts';
import { systemClock } from '../../diagnostics/net/system-clock.ts';
import { run, type RunOptions } from '../../diagnostics/run/run.ts';
import { createScheduler, type Scheduler } from '../../diagnostics/run/scheduler.ts';
import { aRequest, aTarget } from './factories.ts';

export const resourcesDir = fileURLToPath(new URL('../../resources', import.meta.url));

export interface Traffic {
  /** Connections by `address port`. */
  readonly dials: Map<string, number>;
  /** What is under way now. */
  readonly open: Map<string, number>;
  readonly datagrams: Map<string, number>;
}

/** The network as given, with a count of all that goes through it. */
export function counted(network: Network): { readonly network: Network; readonly traffic: Traffic } {
  const traffic: Traffic = { dials: new Map(), datagrams: new Map(), open: new Map() };
  const begin = (address: string): void =>
    void traffic.open.set(address, (traffic.open.get(address) ?? 0) + 1);
  const end = (address: string): void => void traffic.open.set(address, traffic.open.get(address)! - 1);
  const note = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);
  return {
    traffic,
    network: {
      async dial(options) {
        note(traffic.dials, `${options.address} ${options.port}`);
        begin(options.address);
        try {
          const socket = await network.dial(options);
          socket.once('close', () => end(options.address));
          return socket;
        } catch (error) {
          end(options.address);
          throw error;
        }
      },
      async exchangeDatagram(options) {
        note(traffic.datagrams, `${options.address} ${options.port}`);
        begin(options.address);
        return network.exchangeDatagram(options).finally(() => end(options.address));
      },
      lookup: (options) => network.lookup(options),
      environment: (options) => network.environment(options),
      systemRoots: () => network.systemRoots(),
    },
  };
}

/** Connections beyond the three of law 7; DoH resolvers are made for many. */
export function overspent(traffic: Traffic, host: DemoHost): readonly string[] {
  const resolvers = host.networkData.publicResolvers
    .flatMap((each) => each.addresses)
    .map((address) => `${address} 443`);
  return [...traffic.dials]
    .filter(([port, count]) => count > 3 && !resolvers.includes(port))
    .map(([port, count]) => `${port}: ${count}`);
}

/** Most operations under way at one address at one time; clocks tell whole milliseconds, so touching ones do not count. */
export function mostAtOnce(observations: readonly Observation[]): number {
  const spans = observations.map(({ endpoint, startedAt, durationMs }) => ({
    address: endpoint.address,
    start: Date.parse(startedAt) + 1,
    end: Date.parse(startedAt) + durationMs - 1,
  }));
  const beside = (span: (typeof spans)[number]) =>
    spans.filter(
      (each) => each.address === span.address && each.start <= span.start && span.start < each.end,
    );
  return Math.max(
    0,
    ...spans
      .filter((span) => span.address !== undefined && span.start < span.end)
      .map((span) => beside(span).length),
  );
}

export interface DemoPartial {
  readonly faults?: readonly string[];
  readonly patch?: JsonObject;
  readonly request?: Partial<Request>;
  readonly options?: Partial<RunOptions>;
  /** Called with every event; true ends the reading. */
  readonly until?: (event: RunEvent) => boolean;
}

const hosts: DemoHost[] = [];

export async function demoHost({ faults = [], patch }: DemoPartial = {}): Promise<DemoHost> {
  const host = await startDemoHost({ faults, resourcesDir, ...(patch && { patch }) });
  hosts.push(host);
  return host;
}

/** For `afterAll`: runs of one file may go on beside each other. */
export const closeDemoHosts = async (): Promise<void> =>
  void (await Promise.all(hosts.splice(0).map((host) => host.close())));

export const runOptions = (
  host: DemoHost,
  partial: Partial<RunOptions> = {},
  request: Partial<Request> = {},
): RunOptions => ({
  request: aRequest({ target: aTarget({ domain: host.domain }), services: [...services], ...request }),
  network: host.network,
  clock: host.clock,
  networkData: host.networkData,
  packs: [],
  levels: {},
  signal: new AbortController().signal,
  toolVersion: '0',
  ...partial,
});

export interface Diagnosis {
  readonly host: DemoHost;
  readonly events: readonly RunEvent[];
  /** The last event's report; a run that was abandoned has none. */
  readonly report: Report;
  readonly traffic: Traffic;
  readonly ms: number;
}

/** A whole run in the demo internet. */
export async function diagnose(partial: DemoPartial = {}): Promise<Diagnosis> {
  const host = await demoHost(partial);
  const { network, traffic } = counted(partial.options?.network ?? host.network);
  const events: RunEvent[] = [];
  const start = performance.now();
  for await (const event of run(runOptions(host, { ...partial.options, network }, partial.request))) {
    events.push(event);
    if (partial.until?.(event)) break;
  }
  const last = events.at(-1)!;
  const report = last.type === 'run_finished' ? last.report : (undefined as unknown as Report);
  return { host, events, report, traffic, ms: performance.now() - start };
}

export const causesOf = (report: Report): readonly string[] => report.problems.map((each) => each.rootCause);

const inputs: Partial<Record<ProbedKind, unknown>> = {
  dns: { name: 'example.test', type: 'A', recursion: false, transport: 'udp' },
  'zone-copy': { name: 'example.test', type: 'A', recursion: false, transport: 'udp' },
  'server-conduct': { name: 'example.test', type: 'A', recursion: true, transport: 'udp' },
  ftp: { security: 'plain', serverName: null, login: 'none' },
  'system-lookup': { name: 'example.test' },
  smtp: { security: 'plain', serverName: null },
  http: { url: 'http://example.test/', method: 'GET' },
};

export const aJob = <K extends ProbedKind = 'tcp'>(
  partial: Partial<JobOf<K>> & { readonly kind?: K } = {},
): Job => {
  const endpoint = partial.endpoint ?? { address: '45.0.3.1', family: 4, port: 80 };
  const kind = partial.kind ?? 'tcp';
  return {
    key: `${kind}/${endpoint.address}/${endpoint.port}`,
    kind,
    endpoint,
    input: inputs[kind] ?? {},
    deadlineMs: 5_000,
    attempt: 1,
    ...partial,
  } as unknown as Job;
};

const never = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const fail = (): void => reject(signal.reason as Error);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });

/** A world in which every packet is swallowed, unless a method is given. */
export const silentNetwork = (partial: Partial<Network> = {}): Network => ({
  dial: ({ signal }) => never(signal),
  exchangeDatagram: ({ signal }) => never(signal),
  lookup: ({ signal }) => never(signal),
  environment: ({ signal }) => never(signal),
  systemRoots: () => null,
  ...partial,
});

/** A connection that stands and says nothing. */
export const aSocket = (): Socket => new PassThrough() as unknown as Socket;

export const refused = (): Promise<never> =>
  Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED', syscall: 'connect' }));

export interface SchedulerWorld {
  readonly scheduler: Scheduler;
  readonly started: Job[];
  readonly caller: AbortController;
  readonly traffic: Traffic;
}

export function aScheduler(network: Partial<Network> = {}): SchedulerWorld {
  const caller = new AbortController();
  const started: Job[] = [];
  const watched = counted(silentNetwork(network));
  const scheduler = createScheduler({
    network: watched.network,
    clock: systemClock,
    bundledRoots: [],
    credentials: new Map(),
    signal: caller.signal,
    onStarted: (job) => void started.push(job),
  });
  return { scheduler, started, caller, traffic: watched.traffic };
}

export const listenersOf = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;
