/** Where `resources/` lies: beside `main/` in the source tree, two levels up from `out/main/services` after the build. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Looks upwards from this file, so that source, build and package need no settings. `FAULTLINE_RESOURCES` wins. */
export function findResources(env: NodeJS.ProcessEnv = process.env): string {
  const chosen = env['FAULTLINE_RESOURCES'];
  if (chosen) return chosen;
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(folder, 'resources');
    if (existsSync(join(candidate, 'locales'))) return candidate;
    const parent = dirname(folder);
    if (parent === folder) throw new Error('resources/ not found: the installation is incomplete');
    folder = parent;
  }
}

/** Version of the package that `resources/` belongs to. */
export async function toolVersionOf(resources: string): Promise<string> {
  try {
    const text = await readFile(join(dirname(resources), 'package.json'), 'utf8');
    const { version } = JSON.parse(text) as { readonly version?: unknown };
    return typeof version === 'string' ? version : 'unknown';
  } catch {
    return 'unknown';
  }
}
