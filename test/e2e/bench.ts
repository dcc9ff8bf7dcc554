/**
 * `npm run bench:desktop`: how fast the app is there, what it holds, how large its window is, and whether a run ever makes it stutter.
 * Each figure is the best of a few rounds, since a machine with other work only ever adds; ends with 1 when a limit is passed.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { spawn, type ChildProcess } from 'node:child_process';
import { chromium, type Page } from 'playwright';
import { commandOf, environmentOf, freshFolder, startApp } from './support/app.ts';
import { privateBytes } from './support/memory.ts';
import { recordClients } from '../support/board-clients.ts';
import { filterBoard, openBoard, scrollBoard } from './support/board-use.ts';
import { longestTaskOf, longestTasks, type Longest } from './support/trace.ts';
import { pathPicture, startDemo } from './support/window.ts';

const ROUNDS = 5;
const RUNS = 3;
/** After this the app has come to rest, ms. */
const REST = 3_000;

interface Start {
  /** From the creation of the process until the form can be filled, ms. */
  readonly interactiveMs: number;
  /** Private bytes of all its processes, a moment later. */
  readonly bytes: number;
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Address of the inspector, which Chromium prints. */
const inspectorOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let printed = '';
    child.stderr?.on('data', (part: Buffer) => {
      printed += part.toString();
      const [, address] = /DevTools listening on (ws:\S+)/u.exec(printed) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => reject(new Error(`The app ended at once: ${printed}`)));
  });

/** The moment at which the start screen said that it can be used. */
const interactiveAt = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          const [mark] = performance.getEntriesByName('interactive');
          if (mark === undefined) setTimeout(look, 20);
          else resolve(performance.timeOrigin + mark.startTime);
        };
        look();
      }),
  );

/** Not led by the inspector from the beginning, which would take part of the time. */
async function coldStart(): Promise<Start> {
  const userData = freshFolder();
  const [program, ...args] = commandOf(userData, { args: ['--remote-debugging-port=0'] });
  const began = Date.now();
  const child = spawn(program, args, { env: environmentOf(), stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    const address = await inspectorOf(child);
    await pause(REST);
    const bytes = privateBytes(child.pid ?? 0);
    const browser = await chromium.connectOverCDP(address);
    const [page] = browser.contexts().flatMap((context) => context.pages());
    if (page === undefined) throw new Error('The app has no window.');
    const interactiveMs = (await interactiveAt(page)) - began;
    await browser.close();
    return { interactiveMs, bytes };
  } finally {
    child.kill();
    await ended;
    rmSync(userData, { recursive: true, force: true });
  }
}

async function runs(): Promise<readonly Longest[]> {
  const running = await startApp();
  const found: Longest[] = [];
  try {
    for (let round = 0; round < RUNS; round += 1) {
      found.push(
        await longestTasks(running, async () => {
          await startDemo(running.page);
          await pathPicture(running.page).waitFor();
        }),
      );
    }
    return found;
  } finally {
    await running.close();
  }
}

function bundleBytes(): number {
  const folder = fileURLToPath(new URL('../../out/renderer/assets', import.meta.url));
  return readdirSync(folder)
    .filter((name) => /\.(?:js|css)$/u.test(name))
    .reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
}

/** Clients on the board: more than most resellers have. */
const CLIENTS = 5_000;

async function board(): Promise<{ readonly scrolling: number; readonly filtering: number }> {
  const userData = freshFolder();
  await recordClients(userData, CLIENTS, Date.now());
  const running = await startApp({ userData });
  const scrolling: Task[] = [];
  const filtering: Task[] = [];
  try {
    await openBoard(running);
    for (let round = 0; round < RUNS; round += 1) {
      scrolling.push(await longestTaskOf(running, () => scrollBoard(running)));
      filtering.push(await longestTaskOf(running, () => filterBoard(running)));
    }
    console.log(
      `     longest tasks on the board: scrolling ${listOf(scrolling)}, filtering ${listOf(filtering)}`,
    );
    const shortest = (tasks: readonly Task[]): number => Math.min(...tasks.map(({ ms }) => ms));
    return { scrolling: shortest(scrolling), filtering: shortest(filtering) };
  } finally {
    await running.close();
  }
}

type Task = Pick<Longest, 'ms' | 'cpuMs'>;
const listOf = (tasks: readonly Task[]): string =>
  tasks.map(({ ms, cpuMs }) => `${ms.toFixed(0)} ms (${cpuMs.toFixed(0)} ms of processor time)`).join(', ');

const onBoard = await board();
const starts: Start[] = [];
for (let round = 0; round < ROUNDS; round += 1) starts.push(await coldStart());
const tasks = await runs();
const best = (values: readonly number[]): number => Math.min(...values);
const lines = [
  ['cold start to a form that can be filled', best(starts.map((each) => each.interactiveMs)), 1500, 'ms'],
  ['private memory of all processes', best(starts.map(({ bytes }) => bytes)) / 1e6, 250, 'MB'],
  ['script and style of the window, gzipped', bundleBytes() / 1000, 300, 'kB'],
  ['longest task of the window during a run', best(tasks.map(({ ms }) => ms)), 50, 'ms'],
  [`longest task while a board of ${CLIENTS} clients is scrolled`, onBoard.scrolling, 50, 'ms'],
  [`longest task while a board of ${CLIENTS} clients is filtered`, onBoard.filtering, 50, 'ms'],
] as const;
for (const [what, figure, limit, unit] of lines) {
  const isHeld = figure < limit;
  console.log(`${isHeld ? 'ok  ' : 'OVER'} ${what}: ${figure.toFixed(0)} ${unit} (limit ${limit} ${unit})`);
  if (!isHeld) process.exitCode = 1;
}
console.log(`     starts: ${starts.map(({ interactiveMs }) => interactiveMs.toFixed(0)).join(', ')} ms`);
console.log(
  `     longest tasks: ${tasks.map(({ ms, cpuMs, operations }) => `${ms.toFixed(0)} ms (${cpuMs.toFixed(0)} ms of processor time, ${operations} operations)`).join(', ')}`,
);
