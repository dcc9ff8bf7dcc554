/** macOS: `netstat -rn -l`, whose columns differ between releases and are found by their heading. */
import type { AddressFamily } from '../../model/schema-kit.ts';
import type { Route } from './default-routes.ts';
import type { MachineSource } from './source.ts';

/** BSD shortens prefixes: 0/1, 128.0/1. */
const destinations: Readonly<Record<string, string>> = {
  default: 'default',
  '0/1': '0.0.0.0/1',
  '128/1': '128.0.0.0/1',
  '128.0/1': '128.0.0.0/1',
  '::/1': '::/1',
  '8000::/1': '8000::/1',
  '2000::/3': '2000::/3',
};

/**
 * Route flags (netstat(1)): `I` belongs to one interface's own scope and is no default for ordinary sockets
 * (each utun of a system service has one), `R` rejects, `B` discards.
 */
const isOrdinary = (flags: string): boolean => flags.includes('U') && !/[IRB]/.test(flags);

export function parseMacRoutes(output: string): readonly Route[] {
  const routes: Route[] = [];
  let family: AddressFamily | null = null;
  let interfaceColumn = 3;
  for (const line of output.split(/\r?\n/)) {
    const columns = line.trim().split(/\s+/);
    if (line.startsWith('Internet6:')) family = 6;
    else if (line.startsWith('Internet:')) family = 4;
    else if (columns[0] === 'Destination') interfaceColumn = Math.max(columns.indexOf('Netif'), 3);
    else if (family !== null) {
      const destination = destinations[columns[0] ?? ''];
      const name = columns[interfaceColumn];
      if (destination === undefined || name === undefined || !isOrdinary(columns[2] ?? '')) continue;
      // Order of the table is order of preference; there is no metric.
      routes.push({
        family,
        destination,
        gateway: columns[1] ?? null,
        interface: name,
        metric: routes.length,
      });
    }
  }
  return routes;
}

export async function readMacRoutes(source: MachineSource, signal: AbortSignal): Promise<readonly Route[]> {
  return parseMacRoutes(await source.runCommand('/usr/sbin/netstat', ['-rn', '-l'], signal));
}
