/** Live progress on stderr: one line that updates itself on a terminal, a few plain lines elsewhere, nothing when quiet. */
import { inertLine, shorten, type Translator } from '../../diagnostics/index.ts';
import type { Job } from '../../diagnostics/model/job.ts';
import type { RunEvent } from '../../diagnostics/model/run-event.ts';
import type { Output } from './io.ts';

export interface Progress {
  show(event: RunEvent): void;
  /** Removes the live line; later events are ignored. */
  stop(): void;
}

export interface ProgressOptions {
  readonly output: Output;
  readonly t: Translator;
  readonly isQuiet: boolean;
  /** Monotonic milliseconds. */
  readonly now?: () => number;
}

/** As often as the eye follows; and as seldom as a log bears. */
const REPAINT_MS = 80;
const LINE_MS = 5000;
const CLEAR_LINE = '\r\u001b[2K';

export function createProgress({
  output,
  t,
  isQuiet,
  now = () => performance.now(),
}: ProgressOptions): Progress {
  const state = createState();
  let last = Number.NEGATIVE_INFINITY;
  let isStopped = isQuiet;
  const paint = (): void => {
    const line = lineOf(state, t);
    if (output.isTerminal) output.write(`${CLEAR_LINE}${shorten(line, Math.max(20, output.columns - 1))}`);
    else output.write(`${line}\n`);
  };
  return {
    show: (event) => {
      if (isStopped) return;
      state.add(event);
      if (event.type === 'run_started') output.write(`${startLine(event.request.target.displayName, t)}\n`);
      const isDue = now() - last >= (output.isTerminal ? REPAINT_MS : LINE_MS);
      if (state.planned() === 0 || !isDue) return;
      last = now();
      paint();
    },
    stop: () => {
      if (!isStopped && output.isTerminal) output.write(CLEAR_LINE);
      isStopped = true;
    },
  };
}

const startLine = (name: string, t: Translator): string => t.text('cli.progress.start', { name });

interface State {
  add(event: RunEvent): void;
  planned(): number;
  done(): number;
  running(): readonly Job[];
}

function createState(): State {
  const jobs = new Map<string, Job>();
  const running = new Set<string>();
  let planned = 0;
  let done = 0;
  return {
    add: (event) => {
      if (event.type === 'job_planned') {
        jobs.set(event.job.key, event.job);
        planned += 1;
      } else if (event.type === 'job_started') running.add(event.key);
      else if (event.type === 'observation_made') {
        // A further try has the key of its job with `#2` or `#3` behind it.
        running.delete(event.observation.id.replace(/#\d$/u, ''));
        done += 1;
      }
    },
    planned: () => planned,
    done: () => done,
    running: () => [...running].flatMap((key) => jobs.get(key) ?? []),
  };
}

function lineOf(state: State, t: Translator): string {
  const count = t.text('cli.progress.count', { done: state.done(), planned: state.planned() });
  const names = [...new Set(state.running().map((job) => jobName(job, t)))];
  return names.length === 0 ? count : `${count} · ${names.join(', ')}`;
}

function jobName({ kind, endpoint }: Job, t: Translator): string {
  const { name, address, port } = endpoint;
  const host = name ?? address ?? '';
  const where = host === '' || port === undefined ? host : `${host}:${port}`;
  return inertLine(`${t.text(`cli.job.${kind}`)} ${where}`.trim());
}
