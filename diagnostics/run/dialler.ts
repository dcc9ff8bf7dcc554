/** Connections inside a run: bounded in time apart from the dialogue after them, and none beyond the budget of its port. */
import type { Job } from '../model/job.ts';
import { canonicalAddress } from '../model/view/addresses.ts';
import { startDeadline } from '../net/deadline.ts';
import type { DialOptions, Network } from '../net/network.ts';
import { isCounted, type Budget } from './budget.ts';

/** Milliseconds after which a connection attempt is given up: two repeated SYNs fit in (RFC 6298: after 1 s and 3 s). */
const CONNECT_MS = 3_500;
/** An address that let this many attempts run out and answered none gets less time for each further one: one repeated SYN. */
const SILENT_AFTER = 3;
const SILENT_CONNECT_MS = 1_700;

type Dial = Network['dial'];

const withDial = (network: Network, dial: Dial): Network => ({
  dial,
  exchangeDatagram: (options) => network.exchangeDatagram(options),
  lookup: (options) => network.lookup(options),
  environment: (options) => network.environment(options),
  systemRoots: () => network.systemRoots(),
});

/** Bounds connecting apart from the dialogue after it. */
export function createDialler(): (options: DialOptions, network: Network) => ReturnType<Dial> {
  /** Attempts that ran out, by address; an address that ever answered, if only by a refusal, is not listed any more. */
  const ranOut = new Map<string, number>();
  const answered = new Set<string>();
  return async (options, network) => {
    const { address } = options;
    const isSilent = !answered.has(address) && (ranOut.get(address) ?? 0) >= SILENT_AFTER;
    const deadline = startDeadline(isSilent ? SILENT_CONNECT_MS : CONNECT_MS, options.signal);
    try {
      const socket = await network.dial({ ...options, signal: deadline.signal });
      answered.add(address);
      return socket;
    } catch (error) {
      if (deadline.endedBy() === null) answered.add(address);
      if (deadline.endedBy() === 'deadline') ranOut.set(address, (ranOut.get(address) ?? 0) + 1);
      throw error;
    } finally {
      deadline.dispose();
    }
  };
}

const isAt = ({ endpoint }: Job, { address, port }: DialOptions): boolean =>
  endpoint.port === port && canonicalAddress(endpoint.address ?? '') === canonicalAddress(address);

/** What one job is given to dial with. Its own connection has its place already; any further one inside the job needs another. */
export function networkFor(
  job: Job,
  network: Network,
  dial: Dial,
  budget: Budget,
  onConnected: () => void,
): Network {
  let hasPlace = isCounted(job);
  return withDial(network, async (dialled) => {
    if (hasPlace && isAt(job, dialled)) hasPlace = false;
    else if (isCounted(job) && !budget.reservePort(dialled))
      throw new DOMException('this port has had its connections', 'AbortError');
    const socket = await dial(dialled);
    onConnected();
    return socket;
  });
}
