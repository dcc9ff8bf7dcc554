// Starts, stops, freezes and reconfigures the world's daemons. Each runs in the foreground in its namespace and in a
// process group of its own, so that ending it by id takes its workers along.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Service } from '../services/service.ts';
import { missingListeners } from './listening.ts';
import { daemonDirectory, paths } from './paths.ts';
import { LabError } from './process.ts';

const startLimit = 10_000;
const stopLimit = 3_000;
const pollInterval = 5;

interface Running {
  readonly service: Service;
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
}

const inNamespace = ({ node, command }: Service): readonly [string, ...string[]] => [
  'ip',
  'netns',
  'exec',
  node,
  ...command,
];

const hasEnded = ({ child }: Running): boolean => child.exitCode !== null || child.signalCode !== null;

const logPath = (name: string): string => `${paths.logs}/${name}.log`;

export async function writeFiles(files: Readonly<Record<string, string>>): Promise<void> {
  await Promise.all(
    Object.entries(files).map(async ([path, content]) => {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }),
  );
}

export class Daemons {
  readonly #known = new Map<string, Service>();
  readonly #running = new Map<string, Running>();

  /** Writes the service's files and starts it; resolves when everything listens. */
  async launch(service: Service): Promise<void> {
    this.#known.set(service.name, service);
    const directories = [daemonDirectory(service.name), paths.logs, ...(service.directories ?? [])];
    await Promise.all(
      directories.map(async (directory) => {
        await mkdir(directory, { recursive: true });
        // Some daemons drop to a user of their own before they write here.
        await chmod(directory, 0o777);
      }),
    );
    await writeFiles(service.files);
    await this.start(service.name);
  }

  async start(name: string): Promise<void> {
    const service = this.#service(name);
    const log = openSync(logPath(name), 'a');
    const [program, ...args] = inNamespace(service);
    const child = spawn(program, args, {
      detached: true,
      // vsftpd writes its complaints to descriptor 0, where it expects a client.
      stdio: [log, log, log],
      cwd: daemonDirectory(name),
    });
    closeSync(log);
    const ended = new Promise<void>((resolve) =>
      child.once('close', () => resolve()).once('error', () => resolve()),
    );
    const running = { service, child, ended };
    this.#running.set(name, running);
    await this.#untilListening(running);
  }

  async #untilListening(running: Running): Promise<void> {
    const { service, child } = running;
    const deadline = Date.now() + startLimit;
    for (;;) {
      if (child.pid === undefined || hasEnded(running)) {
        throw new LabError(`${service.name} ended at its start:\n${await this.#lastWords(service.name)}`);
      }
      const missing = await missingListeners(child.pid, service.listens);
      if (missing.length === 0) return;
      if (Date.now() > deadline) {
        const what = missing
          .map(({ protocol, address, port }) => `${protocol} ${address} ${port}`)
          .join(', ');
        throw new LabError(
          `${service.name} does not listen on ${what}:\n${await this.#lastWords(service.name)}`,
        );
      }
      await sleep(pollInterval);
    }
  }

  async #lastWords(name: string): Promise<string> {
    const text = await readFile(logPath(name), 'utf8').catch(() => '');
    return text.split('\n').slice(-15).join('\n');
  }

  async stop(name: string): Promise<void> {
    const running = this.#running.get(name);
    if (running === undefined) return;
    this.#running.delete(name);
    this.#signal(running, 'SIGCONT');
    this.#signal(running, 'SIGTERM');
    await Promise.race([running.ended, sleep(stopLimit, undefined, { ref: false })]);
    // Also when the leader went in time: a worker of it may still hold the port.
    this.#signal(running, 'SIGKILL');
    await running.ended;
    for (let waited = 0; this.#signal(running, 0) && waited < stopLimit; waited += pollInterval)
      await sleep(pollInterval);
  }

  async restart(name: string): Promise<void> {
    await this.stop(name);
    await this.start(name);
  }

  /** SIGSTOP: the kernel still accepts connections, and nobody ever answers them. */
  freeze(name: string): void {
    this.#signal(this.#runningOf(name), 'SIGSTOP');
  }

  thaw(name: string): void {
    this.#signal(this.#runningOf(name), 'SIGCONT');
  }

  /** Ends it and forgets it: for daemons that belong to a fault. */
  async dismiss(name: string): Promise<void> {
    await this.stop(name);
    this.#known.delete(name);
  }

  /** Names of daemons that should run and do not. */
  dead(): readonly string[] {
    return [...this.#known.keys()].filter((name) => {
      const running = this.#running.get(name);
      return running === undefined || hasEnded(running);
    });
  }

  #service(name: string): Service {
    const service = this.#known.get(name);
    if (service === undefined) throw new LabError(`no daemon is called ${name}`);
    return service;
  }

  #runningOf(name: string): Running {
    const running = this.#running.get(name);
    if (running === undefined) throw new LabError(`${name} does not run`);
    return running;
  }

  /** To the whole process group; false when nobody is left in it. */
  #signal({ child }: Running, signal: NodeJS.Signals | 0): boolean {
    if (child.pid === undefined) return false;
    try {
      return process.kill(-child.pid, signal);
    } catch {
      return false;
    }
  }
}
