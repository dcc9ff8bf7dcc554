// Where a world that stays up (`lab up`) is remembered: a directory that only its user can read.

import { lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { LabError } from '../world/process.ts';

interface State {
  /** Of the process that holds the sandbox, as seen from outside. */
  readonly pid: number;
  /** Its start time in clock ticks: a process id alone may belong to somebody else by now. */
  readonly startTicks: string;
}

const directory = (): string => join(tmpdir(), `faultline-lab-${userInfo().uid}`);
const statePath = (): string => join(directory(), 'state.json');
export const answersPath = (): string => join(directory(), 'answers');
export const logPath = (): string => join(directory(), 'log');

/** Field 22 of /proc/PID/stat; the name in field 2 may contain spaces, so count from its end. */
function startTicksOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

export function prepareRunDirectory(): void {
  mkdirSync(directory(), { recursive: true, mode: 0o700 });
  // The place has a name that anybody can guess: what somebody else put there is not ours.
  const { uid, mode } = lstatSync(directory());
  if (uid !== userInfo().uid || (mode & 0o77) !== 0)
    throw new LabError(`${directory()} is not private to this user`);
  rmSync(answersPath(), { force: true });
}

export function remember(pid: number): void {
  const state: State = { pid, startTicks: startTicksOf(pid) ?? '' };
  writeFileSync(statePath(), JSON.stringify(state));
}

export function forget(): void {
  rmSync(directory(), { recursive: true, force: true });
}

/** The holder's process id, if that world is still up. */
export function runningWorld(): number | undefined {
  let state: State;
  try {
    state = JSON.parse(readFileSync(statePath(), 'utf8')) as State;
  } catch {
    return undefined;
  }
  return startTicksOf(state.pid) === state.startTicks ? state.pid : undefined;
}

export function requireRunningWorld(): number {
  const pid = runningWorld();
  if (pid === undefined) throw new LabError('no world is up: start one with `npm run lab -- up`');
  return pid;
}

/** Process 1 of the sandbox, as seen from outside. */
export function firstProcessInside(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  const first = Number(children[0]);
  if (!Number.isInteger(first) || first <= 0) throw new LabError('the sandbox has no process inside');
  return first;
}
