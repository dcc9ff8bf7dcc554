/** Tasks of the window's main thread, from Chromium's own trace: what is longer than a moment is felt as a stutter. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningApp } from './app.ts';

export interface Longest {
  /** Of the longest task, by the clock. */
  readonly ms: number;
  /** Of the longest task, without the time in which other programs had the processor. */
  readonly cpuMs: number;
  readonly operations: number;
}

/** As Chromium writes them: times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Watches for the end of the run: what comes then is the report, once, and no longer the live view. */
const watch = (): void => {
  performance.mark('bench:began');
  let operations = '';
  const observer = new MutationObserver(() => {
    const [, all] =
      /\d+ of (\d+) measurements/u.exec(document.querySelector('header')?.textContent ?? '') ?? [];
    operations = all ?? operations;
    if (document.querySelector('figure svg') === null) return;
    observer.disconnect();
    performance.mark('bench:ended');
    document.documentElement.dataset['operations'] = operations;
  });
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
};

/** Starts the recording, carries out, and gives the tasks between the two marks that the page set. */
async function longestBetweenMarks(
  { app }: RunningApp,
  run: () => Promise<void>,
): Promise<Pick<Longest, 'ms' | 'cpuMs'>> {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-trace-'));
  const file = join(folder, 'trace.json');
  await app.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({ included_categories: ['toplevel', 'blink.user_timing', '__metadata'] }),
  );
  await run();
  const pid = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  );
  await app.evaluate(({ contentTracing }, path) => contentTracing.stopRecording(path), file);
  const { traceEvents } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  rmSync(folder, { recursive: true });

  const own = traceEvents.filter((event) => event.pid === pid);
  const main = own.find(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')?.tid;
  const at = (mark: string): number => own.find(({ name }) => name === mark)?.ts ?? Number.NaN;
  const [began, ended] = [at('bench:began'), at('bench:ended')];
  const tasks = own.filter(
    ({ name, ph, tid, ts, dur = 0 }) =>
      name.endsWith('RunTask') && ph === 'X' && tid === main && ts > began && ts + dur < ended,
  );
  if (tasks.length === 0) throw new Error('The trace holds no task of the window.');
  return {
    ms: Math.max(...tasks.map(({ dur = 0 }) => dur)) / 1000,
    cpuMs: Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000,
  };
}

/** Of a run of the demo, until its report is there. */
export async function longestTasks(running: RunningApp, run: () => Promise<void>): Promise<Longest> {
  const { page } = running;
  const longest = await longestBetweenMarks(running, async () => {
    await page.evaluate(watch);
    await run();
  });
  const operations = await page.evaluate(() => Number(document.documentElement.dataset['operations']));
  return { ...longest, operations };
}

/** Of whatever a person does with the window. */
export async function longestTaskOf(
  running: RunningApp,
  act: () => Promise<void>,
): Promise<Pick<Longest, 'ms' | 'cpuMs'>> {
  const { page } = running;
  const mark = (name: string): Promise<void> => page.evaluate((given) => void performance.mark(given), name);
  return longestBetweenMarks(running, async () => {
    await mark('bench:began');
    await act();
    await mark('bench:ended');
  });
}
