// `lab up`, `lab down` and `lab shell`: a world that stays, for people to look around in.

import { spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { enterSandbox } from '../sandbox/enter.ts';
import { openSandbox } from '../sandbox/pool.ts';
import { isRoot, requireEverything, searchPath } from '../sandbox/prerequisites.ts';
import { decodeAnswer } from '../sandbox/protocol.ts';
import type { FromWorker } from '../sandbox/protocol.ts';
import * as directory from '../sandbox/run-directory.ts';
import { LabError } from '../world/process.ts';

const startLimit = 30_000;

const readAnswer = (): FromWorker | undefined => {
  try {
    return decodeAnswer(readFileSync(directory.answersPath(), 'utf8'));
  } catch {
    return undefined; // not written yet, or only half
  }
};

async function untilAnswer(): Promise<FromWorker> {
  const deadline = Date.now() + startLimit;
  while (Date.now() < deadline) {
    const answer = readAnswer();
    if (answer !== undefined) return answer;
    await sleep(50);
  }
  return { type: 'failed', message: `no world after ${startLimit / 1000} s, see ${directory.logPath()}` };
}

const guide = `
  npm run lab -- shell                          a shell in the customer's seat
  npm run lab -- shell dig shop.test            one command there
  npm run lab -- down                           end it

  In the seat, the CLI is asked with: --network /run/lab/network.json`;

export async function up(isForeground: boolean): Promise<number> {
  requireEverything();
  if (isForeground) {
    const sandbox = await openSandbox((seconds) =>
      console.log(`The world is up after ${seconds.toFixed(2)} s. Ctrl-C ends it.`),
    );
    await sandbox.hear(); // it only speaks again when it ends
    return 0;
  }
  if (directory.runningWorld() !== undefined)
    throw new LabError('a world is up already: `npm run lab -- down` ends it');
  directory.prepareRunDirectory();
  const log = openSync(directory.logPath(), 'w');
  const holder = enterSandbox({
    mode: 'hold',
    stdio: ['ignore', log, log],
    answers: directory.answersPath(),
  });
  if (holder.pid === undefined) throw new LabError('the sandbox did not start');
  directory.remember(holder.pid);
  holder.unref();
  const answer = await untilAnswer();
  if (answer.type !== 'ready') {
    down();
    throw new LabError(answer.type === 'failed' ? answer.message : 'unexpected answer');
  }
  console.log(`The world is up after ${answer.seconds.toFixed(2)} s.\n${guide}`);
  return 0;
}

export function down(): number {
  const pid = directory.runningWorld();
  // The holder of the sandbox takes everything inside along.
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
  directory.forget();
  console.log(pid === undefined ? 'No world was up.' : 'The world is gone.');
  return 0;
}

/** A shell, or one command, at the customer's seat of the world that is up. */
export function shell(command: readonly string[]): Promise<number> {
  const inside = directory.firstProcessInside(directory.requireRunningWorld());
  const user = isRoot() ? [] : ['--user', '--preserve-credentials'];
  const seat = ['ip', 'netns', 'exec', 'customer', ...(command.length === 0 ? ['bash', '--norc'] : command)];
  const enter = [
    'nsenter',
    '--target',
    String(inside),
    ...user,
    '--mount',
    '--net',
    '--pid',
    ...seat,
  ] as const;
  const [program, ...args] = enter;
  const child = spawn(program, args, {
    stdio: 'inherit',
    env: { ...process.env, PATH: searchPath(), PS1: 'customer:\\w$ ' },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve(code ?? 1));
  });
}
