/** Where Electron’s program lies: FAULTLINE_ELECTRON, else the copy in ELECTRON_OVERRIDE_DIST_PATH, else the `electron` package’s own. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const programs: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

export function findRuntime(): string | null {
  const { FAULTLINE_ELECTRON: named, ELECTRON_OVERRIDE_DIST_PATH: dist } = process.env;
  const own = fileURLToPath(new URL('../../../node_modules/electron/dist', import.meta.url));
  const path = named ?? join(dist ?? own, programs[process.platform] ?? 'electron');
  return existsSync(path) ? path : null;
}
