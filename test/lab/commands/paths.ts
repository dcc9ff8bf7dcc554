// What the lab's commands take from the repository.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LabError } from '../world/process.ts';

export const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** Identity of the lab's provider for the CLI. */
export const ownPack = here('../provider-pack.json');

/** Path of the CLI that is to be run, the one built here unless another is chosen. Throws where there is none. */
export function cliToRun(chosen: string | undefined): string {
  const cli = resolve(chosen ?? here('../../../out/main/cli.js'));
  if (!existsSync(cli))
    throw new LabError(`there is no CLI at ${cli}: build it first with \`npm run build\``);
  return cli;
}
