// Starts a worker in a new sandbox: its own mounts, network and processes, gone without a trace when it ends.

import { spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { searchPath, userNamespace } from './prerequisites.ts';

const script = fileURLToPath(new URL('enter.sh', import.meta.url));
const worker = fileURLToPath(new URL('worker.ts', import.meta.url));

export interface EnterOptions {
  /** `jobs` ends with its standard input, so also when we are killed; `hold` lives until it is taken down. */
  readonly mode: 'jobs' | 'hold';
  readonly stdio: StdioOptions;
  /** Where `hold` writes its answers. */
  readonly answers?: string;
}

export function enterSandbox({ mode, stdio, answers }: EnterOptions): ChildProcess {
  const unshare = [
    '--mount',
    '--net',
    '--pid',
    '--fork',
    '--kill-child',
    '--mount-proc',
    '--propagation',
    'private',
  ];
  const inside = [
    'bash',
    script,
    process.execPath,
    worker,
    mode,
    ...(answers === undefined ? [] : [answers]),
  ];
  const [program, ...args] = ['unshare', ...userNamespace(), ...unshare, ...inside] as const;
  return spawn(program, args, {
    stdio,
    // A group of its own: Ctrl-C reaches us alone, and we end the sandbox in good order.
    detached: true,
    env: { ...process.env, PATH: searchPath() },
  });
}
