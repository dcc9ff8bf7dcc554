/**
 * Turns between processes: the app and the command line may use one history at the same time. A turn is a file with the owner's number; it
 * lasts as long as one piece of work, and whoever comes meanwhile waits. A turn whose owner is no more is taken over.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, readlink, rmdir, stat, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { writeNew } from '../file-writer.ts';
import { refusal } from '../said-error.ts';

/** Work takes milliseconds; a large import or a check of a damaged file may take seconds. */
const PATIENCE_MS = 15_000;
const ASK_AGAIN_MS = 25;
/** A turn of a machine that cannot be asked, or of a number that was given to another program meanwhile, has ended by then. */
const LONGEST_TURN_MS = 5 * 60_000;
/** Taking over is a matter of a moment. */
const LONGEST_TAKEOVER_MS = 10_000;

interface Owner {
  readonly process: number;
  /** Where that number means the same: a machine, and on Linux one of its containers. */
  readonly place: string;
  /** Tells two turns of one process apart. */
  readonly turn: string;
}

export interface Turn {
  /** The one who had it before ended without giving it back. */
  readonly isTakenOver: boolean;
  end(): Promise<void>;
}

export async function takeTurn(path: string, patienceMs: number = PATIENCE_MS): Promise<Turn> {
  const own: Owner = { process: process.pid, place: await ownPlace(), turn: randomUUID() };
  const until = performance.now() + patienceMs;
  let isTakenOver = false;
  while (!(await writeNew(path, JSON.stringify(own)))) {
    if (await isOver(path)) isTakenOver = (await takeOver(path)) || isTakenOver;
    else if (performance.now() > until) throw refusal('history.error.busy');
    else await wait(ASK_AGAIN_MS);
  }
  return { isTakenOver, end: () => unlink(path).catch(() => undefined) };
}

async function isOver(path: string): Promise<boolean> {
  const age = await ageOf(path);
  if (age === null) return false; // given back meanwhile: try again
  if (age > LONGEST_TURN_MS) return true;
  const owner = await ownerOf(path);
  // half a file belongs to one who writes it, or who died of it
  if (owner === null) return age > LONGEST_TAKEOVER_MS;
  return owner.place === (await ownPlace()) && !isAlive(owner.process);
}

/** One at a time, and only after another look: meanwhile somebody else may have taken over and begun. */
async function takeOver(path: string): Promise<boolean> {
  const gate = `${path}-gate`;
  try {
    await mkdir(gate);
  } catch {
    if (((await ageOf(gate)) ?? 0) > LONGEST_TAKEOVER_MS) await rmdir(gate).catch(() => undefined);
    else await wait(ASK_AGAIN_MS);
    return false;
  }
  try {
    if (!(await isOver(path))) return false;
    await unlink(path);
    return true;
  } catch {
    return false;
  } finally {
    await rmdir(gate).catch(() => undefined);
  }
}

/** A process of another container cannot be asked, though it may have the same machine's name. */
const ownPlace = async (): Promise<string> =>
  `${hostname()} ${await readlink('/proc/self/ns/pid').catch(() => '')}`;

async function ageOf(path: string): Promise<number | null> {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch {
    return null;
  }
}

async function ownerOf(path: string): Promise<Owner | null> {
  try {
    const read = JSON.parse(await readFile(path, 'utf8')) as Partial<Owner>;
    return typeof read.process === 'number' && typeof read.place === 'string' ? (read as Owner) : null;
  } catch {
    return null;
  }
}

function isAlive(number: number): boolean {
  try {
    process.kill(number, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
