/** What every probe with a connection begins with: dial the endpoint, note the time, and TLS where it is asked for. */
import type { Failure, Operation } from '../model/failure.ts';
import type { Endpoint } from '../model/observation.ts';
import { failureOf } from '../net/failure-of.ts';
import type { Network } from '../net/network.ts';
import { startTls, type StartTlsOptions, type TlsUpgrade } from '../net/tls-session.ts';
import type { ProbeContext } from './probe.ts';

type Socket = Awaited<ReturnType<Network['dial']>>;

export type Connection =
  | {
      readonly ok: true;
      readonly socket: Socket;
      readonly data: { readonly connectMs: number; readonly localAddress?: string };
    }
  | { readonly ok: false; readonly failure: Failure };

/** Address and port to go to. A job without them is a planner's bug, and thrown as such. */
export function requireAddress({ address, port }: Endpoint): {
  readonly address: string;
  readonly port: number;
} {
  if (address === undefined || port === undefined) throw new TypeError('the job names no address or no port');
  return { address, port };
}

/** Opens the one connection of a job; the failure names the given operation. */
export async function openConnection(
  endpoint: Endpoint,
  context: ProbeContext,
  operation: Operation = 'connect',
): Promise<Connection> {
  const { network, clock, signal } = context;
  const target = requireAddress(endpoint);
  const startedAt = clock.monotonic();
  try {
    signal.throwIfAborted();
    const socket = await network.dial({ ...target, signal });
    const connectMs = Math.max(0, clock.monotonic() - startedAt);
    const { localAddress } = socket;
    return { ok: true, socket, data: { connectMs, ...(localAddress === undefined ? {} : { localAddress }) } };
  } catch (error) {
    return { ok: false, failure: failureOf(error, operation) };
  }
}

/** TLS over the job's connection with the run's root stores. */
export function upgradeConnection(
  socket: Socket,
  serverName: string | null,
  context: ProbeContext,
  { alpn, newestVersion }: Pick<StartTlsOptions, 'alpn' | 'newestVersion'> = {},
): Promise<TlsUpgrade> {
  const { network, clock, signal, bundledRoots } = context;
  const systemRoots = network.systemRoots();
  return startTls(socket, {
    serverName,
    bundledRoots,
    systemRoots,
    clock,
    signal,
    ...(alpn === undefined ? {} : { alpn }),
    ...(newestVersion === undefined ? {} : { newestVersion }),
  });
}
