// Shares jobs among several sandboxes, each with a world of its own. A sandbox that dies or is spoiled costs the job
// it was at, and another takes its place.

import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { LabError } from '../world/process.ts';
import { enterSandbox } from './enter.ts';
import { decodeAnswer, encode } from './protocol.ts';
import type { FromWorker, Job, JobResult } from './protocol.ts';

export interface Finished<Task> {
  readonly task: Task;
  /** The result, or why there is none. */
  readonly result: JobResult | string;
}

export interface PoolOptions<Task> {
  readonly tasks: readonly Task[];
  readonly jobOf: (task: Task) => Job;
  readonly parallel: number;
  readonly onFinished?: (finished: Finished<Task>) => void;
  readonly onReady?: (seconds: number) => void;
}

const goodbyeLimit = 5_000;

/** One sandbox as a conversation: say a job, hear an answer. */
class Sandbox {
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;
  readonly #ended: Promise<unknown>;

  constructor() {
    this.#child = enterSandbox({ mode: 'jobs', stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdin, stdout } = this.#child;
    if (stdin === null || stdout === null) throw new Error('the sandbox has no pipes');
    stdin.on('error', () => undefined); // it ended: the answer says so
    this.#answers = createInterface({ input: stdout })[Symbol.asyncIterator]();
    this.#ended = new Promise((resolve) => this.#child.once('close', resolve).once('error', resolve));
    live.add(this);
  }

  async hear(): Promise<FromWorker> {
    const line = await this.#answers.next();
    if (line.done === true) return { type: 'failed', message: 'the sandbox ended without a word' };
    return decodeAnswer(line.value);
  }

  async ask(job: Job): Promise<FromWorker> {
    this.#child.stdin?.write(encode(job));
    return this.hear();
  }

  /** Its standard input closes, so it ends; if it hangs, it is ended by its id, and all inside with it. */
  async close(): Promise<void> {
    this.#child.stdin?.end();
    const timer = setTimeout(() => this.kill(), goodbyeLimit);
    await this.#ended;
    clearTimeout(timer);
    live.delete(this);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}

const live = new Set<Sandbox>();

/** For a signal to us: every sandbox we started, by id. */
export const killAllSandboxes = (): void => {
  for (const sandbox of live) sandbox.kill();
};

export async function openSandbox(onReady?: (seconds: number) => void): Promise<Sandbox> {
  const sandbox = new Sandbox();
  const first = await sandbox.hear();
  if (first.type === 'ready') {
    onReady?.(first.seconds);
    return sandbox;
  }
  await sandbox.close();
  throw new LabError(`the world did not start: ${first.type === 'failed' ? first.message : first.type}`);
}

/** Results in the order of the tasks, whatever the order of work. */
export async function runPool<Task>(options: PoolOptions<Task>): Promise<readonly Finished<Task>[]> {
  const { tasks, jobOf, parallel, onFinished, onReady } = options;
  const finished = new Map<Task, Finished<Task>>();
  const queue = [...tasks];
  const serve = async (): Promise<void> => {
    if (queue.length === 0) return;
    const sandbox = await openSandbox(onReady);
    let isSound = true;
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
      const answer = await sandbox.ask(jobOf(task));
      const result =
        answer.type === 'done' ? answer.result : answer.type === 'failed' ? answer.message : answer.type;
      const done = { task, result };
      finished.set(task, done);
      onFinished?.(done);
      isSound = answer.type === 'done' && answer.spoiled === undefined;
      if (!isSound) break;
    }
    await sandbox.close();
    if (!isSound) await serve();
  };
  await Promise.all(Array.from({ length: Math.min(parallel, tasks.length) }, serve));
  return tasks.flatMap((task) => finished.get(task) ?? []);
}
