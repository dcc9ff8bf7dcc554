// Runs one short command to its end and hands back what it said. Never through a shell unless the caller names one.

import { spawn } from 'node:child_process';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  readonly timedOut: boolean;
}

export interface RunOptions {
  readonly input?: string;
  readonly timeoutSeconds?: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Stop reading beyond this, so that a runaway command cannot fill the memory. */
  readonly maxCharacters?: number;
}

const seconds = (since: bigint): number => Number(process.hrtime.bigint() - since) / 1e9;

/** Whole process group, because `ip netns exec bash -c` leaves grandchildren; gone already is fine. */
const killGroup = (pid: number | undefined): void => {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Ended between the timer and the signal.
  }
};

export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const { input, timeoutSeconds = 30, env = process.env, maxCharacters = 16_000_000 } = options;
  const started = process.hrtime.bigint();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    const said = { stdout: '', stderr: '' };
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      killGroup(child.pid);
    }, timeoutSeconds * 1000);
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        if (said[stream].length < maxCharacters) said[stream] += text;
      });
    }
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, ...said, seconds: seconds(started), timedOut });
    });
    // A command that ends without reading its input is no fault of ours.
    child.stdin.on('error', () => undefined).end(input ?? '');
  });
}

/** The same, but a failure of the command is a failure of the lab and says so with the command's own words. */
export async function mustRun(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const outcome = await run(command, args, options);
  if (outcome.code === 0) return outcome.stdout;
  const why = outcome.timedOut ? `no end after ${options.timeoutSeconds ?? 30} s` : `code ${outcome.code}`;
  throw new LabError(
    `${[command, ...args].join(' ').slice(0, 300)}: ${why}\n${(outcome.stderr || outcome.stdout).trim()}`,
  );
}

/** A failure that a person can act on: shown as its message alone, without a stack trace. */
export class LabError extends Error {
  override readonly name = 'LabError';
}
