/** Runs a command line in this process, with captured streams and an engine that touches nothing. */
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../../../main/cli/run-cli.ts';
import type { CliIo, Output } from '../../../main/cli/io.ts';
import type { Engine } from '../../../main/services/engine.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import type { RunEvent } from '../../../diagnostics/model/run-event.ts';
import { sampleReport } from '../../diagnostics/report/sample-report.ts';

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
  /** What is piped in. */
  readonly input?: string;
  readonly engine?: Partial<Engine>;
  /** Called with what Ctrl-C does. */
  readonly onInterrupt?: (press: () => void) => void;
}

export const folder = mkdtempSync(join(tmpdir(), 'faultline-cli-'));
const resources = new URL('../../../resources', import.meta.url).pathname;

export async function cli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr'): Output => ({
    write: (text) => {
      written[name] += text;
    },
    isTerminal: options.isTerminal === true,
    columns: 90,
  });
  const io: CliIo = {
    stdout: output('stdout'),
    stderr: output('stderr'),
    ...(options.input === undefined ? {} : { stdin: piped(options.input, options.isTerminal === true) }),
    env: { FAULTLINE_RESOURCES: resources, ...options.env },
    timeZone: 'Europe/Brussels',
    onInterrupt: (handler) => {
      options.onInterrupt?.(handler);
      return () => undefined;
    },
    exitNow: (code) => {
      throw new Error(`exit ${code}`);
    },
  };
  const code = await runCli(args, io, { ...idleEngine, ...options.engine });
  return { code, ...written };
}

const piped = (text: string, isTTY: boolean): AsyncIterable<Uint8Array> => ({
  ...(isTTY ? { isTTY } : {}),
  async *[Symbol.asyncIterator]() {
    yield await Promise.resolve(Buffer.from(text));
  },
});

const forbidden = (): never => {
  throw new Error('this test must not touch the network');
};

export const idleEngine: Engine = {
  run: forbidden,
  judge: (report) => report,
  askRegistration: forbidden,
  network: () => ({
    dial: forbidden,
    exchangeDatagram: forbidden,
    lookup: forbidden,
    environment: forbidden,
    systemRoots: forbidden,
  }),
  clock: () => ({ now: () => Date.parse('2026-11-21T13:00:00.000Z'), monotonic: () => 0, sleep: forbidden }),
  startDemoHost: forbidden,
};

/** A run that ends at once with this report. */
export function engineWith(report: Report): Partial<Engine> {
  return {
    run: async function* (options): AsyncGenerator<RunEvent> {
      const at = report.startedAt;
      yield { seq: 0, at, type: 'run_started', request: options.request, plan: [] };
      for (const [index, observation] of report.observations.entries())
        yield { seq: index + 1, at, type: 'observation_made', observation };
      await Promise.resolve();
      yield {
        seq: 99,
        at,
        type: 'run_finished',
        report: { ...report, request: { ...report.request, ...options.request } },
      };
    },
  };
}

/** A run that waits until it is cancelled, then tells what it had. */
export function waitingEngine(onStarted: () => void): Partial<Engine> {
  return {
    run: async function* ({ request, signal }): AsyncGenerator<RunEvent> {
      const at = '2026-11-21T13:00:00.000Z';
      yield { seq: 0, at, type: 'run_started', request, plan: [] };
      await new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve());
        onStarted();
      });
      yield { seq: 1, at, type: 'run_finished', report: sampleReport({ ending: 'cancelled' }) };
    },
  };
}

export function writeFile(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

export const pathOf = (name: string): string => join(folder, name);
export const isThere = existsSync;
