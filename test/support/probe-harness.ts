/** What the tests of the dialogue probes share: jobs on loopback and a context around the real network. */
import type { JobOf } from '../../diagnostics/model/job.ts';
import type { InputOf, ProbedKind } from '../../diagnostics/model/observation.ts';
import { systemClock } from '../../diagnostics/net/system-clock.ts';
import { createSystemNetwork } from '../../diagnostics/net/system-network.ts';
import type { ProbeContext } from '../../diagnostics/probes/probe.ts';

export interface JobSketch<K extends ProbedKind> {
  readonly kind: K;
  readonly port: number;
  readonly input: JobOf<K>['input'];
  readonly address?: string;
  readonly deadlineMs?: number;
}

export function loopbackJob<K extends ProbedKind>(sketch: JobSketch<K>): JobOf<K> {
  const { kind, port, input, address = '127.0.0.1', deadlineMs = 3_000 } = sketch;
  const endpoint = {
    name: 'server.test',
    address,
    family: address.includes(':') ? (6 as const) : (4 as const),
    port,
  };
  return { key: `${kind} test`, kind, endpoint, input, deadlineMs, attempt: 1 };
}

/** Towards an address without a name. */
export function addressJob<K extends 'tcp' | 'tls' | 'http' | 'dns' | 'system-lookup'>(
  kind: K,
  port: number,
  input: InputOf<K>,
): JobOf<K> {
  return {
    key: `${kind} test`,
    kind,
    endpoint: { address: '127.0.0.1', family: 4, port },
    input,
    deadlineMs: 5000,
    attempt: 1,
  };
}

export function loopbackContext(overrides: Partial<ProbeContext> = {}): ProbeContext {
  return {
    // Roots are left out: reading 150 certificates for each test teaches nothing.
    network: { ...createSystemNetwork(), systemRoots: () => null },
    clock: systemClock,
    signal: AbortSignal.timeout(5_000),
    bundledRoots: [],
    credentials: new Map(),
    ...overrides,
  };
}
