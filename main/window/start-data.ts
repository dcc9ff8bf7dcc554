/**
 * Which data a start of the app works with. The source tree's may be given other data, for a test internet; a package is shipped with its
 * own, and nothing around it (an environment, a shortcut, a link that smuggles an argument) can put its controls elsewhere.
 */
import { resolve } from 'node:path';
import { findResources } from '../services/resource-paths.ts';

export interface StartData {
  readonly resources: string;
  /** File that replaces lists of `resources/network`, as the command line’s `--network` does; null for the public internet. */
  readonly network: string | null;
}

interface Start {
  readonly isPackaged: boolean;
  readonly args: readonly string[];
  /** What a relative name is relative to. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/** With its value in one argument, so that the file is not taken for one to open. */
const OPTION = '--network=';

export function startData({ isPackaged, args, folder, env }: Start): StartData {
  if (isPackaged) return { resources: findResources({}), network: null };
  const given = args.find((arg) => arg.startsWith(OPTION))?.slice(OPTION.length);
  return { resources: findResources(env), network: given === undefined ? null : resolve(folder, given) };
}
