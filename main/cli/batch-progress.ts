/** Live progress of a batch on stderr: how many are done, how fast, how long it will still take. */
import { shorten, type Translator } from '../../diagnostics/index.ts';
import { createPace } from '../services/batch/pace.ts';
import type { BatchRow } from '../services/batch/row.ts';
import type { Output } from './io.ts';

export interface BatchProgress {
  started(name: string): void;
  finished(row: BatchRow): void;
  stop(): void;
}

export interface BatchProgressOptions {
  readonly output: Output;
  readonly t: Translator;
  readonly isQuiet: boolean;
  readonly total: number;
  /** Finished by an earlier part of the batch. */
  readonly before: number;
  /** Monotonic milliseconds. */
  readonly now?: () => number;
}

const REPAINT_MS = 200;
const LINE_MS = 5_000;
const CLEAR_LINE = '\r\u001b[2K';
const NAMES_SHOWN = 3;

export function createBatchProgress(options: BatchProgressOptions): BatchProgress {
  const { output, t, isQuiet, total, before, now = () => performance.now() } = options;
  const startedAt = now();
  const running = new Set<string>();
  const pace = createPace(now);
  let done = before;
  let faulty = 0;
  let last = startedAt - LINE_MS;
  let isStopped = isQuiet;

  function line(): string {
    const perSecond = pace.perSecond();
    const left = perSecond === 0 ? 0 : Math.ceil((total - done) / perSecond);
    const count = t.text('batch.progress.count', { done, total, faulty });
    const ends =
      perSecond === 0
        ? ''
        : ` · ${t.text('batch.progress.pace', { rate: Math.round(perSecond * 10) / 10, minutes: Math.floor(left / 60), seconds: left % 60 })}`;
    const names = [...running].slice(0, NAMES_SHOWN).join(', ');
    return `${count}${ends}${names === '' || !output.isTerminal ? '' : ` · ${names}`}`;
  }
  function show(isLast: boolean): void {
    if (isStopped) return;
    const isDue = now() - last >= (output.isTerminal ? REPAINT_MS : LINE_MS);
    if (!isDue && !isLast) return;
    last = now();
    if (output.isTerminal) output.write(`${CLEAR_LINE}${shorten(line(), Math.max(20, output.columns - 1))}`);
    else output.write(`${line()}\n`);
  }
  return {
    started(name) {
      running.add(name);
      if (output.isTerminal) show(false);
    },
    finished(row) {
      running.delete(row.displayName);
      pace.step();
      done += 1;
      if (row.status === 'problems_found') faulty += 1;
      show(done === total);
    },
    stop() {
      if (!isStopped && output.isTerminal) output.write(CLEAR_LINE);
      isStopped = true;
    },
  };
}
