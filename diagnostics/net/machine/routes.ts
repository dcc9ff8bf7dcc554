/** Reads the default routes with the adapter of this system. */
import { chooseDefaults, type DefaultRoutes } from './default-routes.ts';
import { readLinuxRoutes } from './routes-linux.ts';
import { readMacRoutes } from './routes-mac.ts';
import { readWindowsRoutes } from './routes-windows.ts';
import type { MachineSource } from './source.ts';

/** Null where this system's table could not be read: unknown is not the same as none. */
export async function readDefaultRoutes(
  source: MachineSource,
  signal: AbortSignal,
): Promise<DefaultRoutes | null> {
  const read = { linux: readLinuxRoutes, darwin: readMacRoutes, win32: readWindowsRoutes }[source.platform];
  return read === undefined ? null : chooseDefaults(await read(source, signal));
}
