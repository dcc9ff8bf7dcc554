/** Linux: `ip -j route`, and the tables under /proc where iproute2 is missing. */
import type { AddressFamily } from '../../model/schema-kit.ts';
import { parseProcRoutes, parseProcRoutes6 } from './routes-proc.ts';
import { isDefaultLike, type Route } from './default-routes.ts';
import type { MachineSource } from './source.ts';

const PROC_BYTES = 512 * 1024;

/** Never contacted: the kernel is only asked which way a packet to a root server would go. */
const sampleDestination: Readonly<Record<AddressFamily, string>> = {
  4: '198.41.0.4',
  6: '2001:503:ba3e::2:30',
};

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Multipath routes list their hops; an IPv4 route may go `via` an IPv6 gateway (RFC 5549). */
function hopsOf(
  entry: Readonly<Record<string, unknown>>,
): readonly { gateway: string | null; device: string }[] {
  const hops = Array.isArray(entry['nexthops']) ? entry['nexthops'].map(record) : [entry];
  return hops.flatMap((hop) => {
    const device = text(hop['dev']);
    const gateway = text(hop['gateway']) ?? text(record(hop['via'])['host']);
    const flags = Array.isArray(hop['flags']) ? hop['flags'] : [];
    const isDown = flags.includes('dead') || flags.includes('linkdown');
    return device === null || isDown ? [] : [{ gateway, device }];
  });
}

/** Output of `ip -j route` or `ip -j -6 route`. */
export function parseIpRoutes(json: string, family: AddressFamily): readonly Route[] {
  const parsed: unknown = JSON.parse(json.trim() === '' ? '[]' : json);
  if (!Array.isArray(parsed)) return [];
  return parsed.map(record).flatMap((entry): readonly Route[] => {
    const destination = text(entry['dst']);
    // `type` is shown only for routes that lead nowhere: unreachable, blackhole, prohibit, throw.
    const type = text(entry['type']);
    if (destination === null || !isDefaultLike(destination) || (type !== null && type !== 'unicast'))
      return [];
    const metric = typeof entry['metric'] === 'number' ? entry['metric'] : 0;
    return hopsOf(entry).map(({ gateway, device }) => ({
      family,
      destination,
      gateway,
      interface: device,
      metric,
    }));
  });
}

/** Output of `ip -j route get ADDRESS`: the way that policy rules choose, e.g. into a WireGuard table. */
export function parseIpRouteGet(json: string, family: AddressFamily): readonly Route[] {
  const parsed: unknown = JSON.parse(json.trim() === '' ? '[]' : json);
  const entry = record(Array.isArray(parsed) ? parsed[0] : undefined);
  const device = text(entry['dev']);
  if (device === null || device === 'lo' || text(entry['type']) === 'unreachable') return [];
  return [{ family, destination: 'default', gateway: text(entry['gateway']), interface: device, metric: -1 }];
}

async function askIp(
  source: MachineSource,
  family: AddressFamily,
  signal: AbortSignal,
): Promise<readonly Route[]> {
  const option = family === 6 ? ['-6'] : ['-4'];
  const chosen = source
    .runCommand('ip', ['-j', ...option, 'route', 'get', sampleDestination[family]], signal)
    .then((json) => parseIpRouteGet(json, family))
    .catch(() => []); // exits with an error where there is no route at all
  const table = parseIpRoutes(await source.runCommand('ip', ['-j', ...option, 'route'], signal), family);
  return [...(await chosen), ...table];
}

async function readProc(
  source: MachineSource,
  family: AddressFamily,
  signal: AbortSignal,
): Promise<readonly Route[]> {
  if (family === 4) return parseProcRoutes(await source.readText('/proc/net/route', PROC_BYTES, signal));
  // Absent when IPv6 is switched off in the kernel: no table means no routes.
  return parseProcRoutes6(await source.readText('/proc/net/ipv6_route', PROC_BYTES, signal).catch(() => ''));
}

export async function readLinuxRoutes(source: MachineSource, signal: AbortSignal): Promise<readonly Route[]> {
  const families: readonly AddressFamily[] = [4, 6];
  const tables = await Promise.all(
    families.map((family) => askIp(source, family, signal).catch(() => readProc(source, family, signal))),
  );
  return tables.flat();
}
