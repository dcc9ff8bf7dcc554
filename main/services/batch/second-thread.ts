/**
 * Half of a long list is checked in a thread of its own: reading answers and judging them is what a batch waits for, and one thread fills one
 * processor. Both ask at one gate, so that servers see one guest.
 */
import { MessageChannel, Worker, type MessagePort, type WorkerOptions } from 'node:worker_threads';
import { createTranslator, type Gate } from '../../../diagnostics/index.ts';
import type { Language } from '../../../diagnostics/model/vocabulary.ts';
import { loadCatalogues } from '../catalogues.ts';
import type { Engine } from '../engine.ts';
import { checksAt, serveChecks, ThreadEnded } from './check-port.ts';
import { createBatchCheck, keepInFolder, type BatchCheck, type BatchCheckOptions } from './check-client.ts';
import { gateAt, serveGate } from './gate-port.ts';
import { spareMemory } from './spare-memory.ts';

/** What the thread has to know: plain data. */
export interface ThreadOrders extends Pick<
  BatchCheckOptions,
  'networkData' | 'packs' | 'levels' | 'toolVersion' | 'options'
> {
  readonly folder: string | null;
  readonly resources: string;
  readonly language: Language;
  readonly timeZone: string | undefined;
}

interface ThreadData {
  readonly orders: ThreadOrders;
  readonly checks: MessagePort;
  readonly gate: MessagePort;
}

/** Megabytes for what is young: more would spare little time. */
const YOUNG_MB = 32;

/** @param program the entry of the thread (`main/batch-thread.ts`). */
export function startSecondThread(program: URL, orders: ThreadOrders, gate: Gate): BatchCheck {
  const [checks, gates] = [new MessageChannel(), new MessageChannel()];
  serveGate(gates.port1, gate);
  const check = checksAt(checks.port1);
  const data: ThreadData = { orders, checks: checks.port2, gate: gates.port2 };
  const options: WorkerOptions = {
    workerData: data,
    transferList: [checks.port2, gates.port2],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    stdout: true,
    stderr: true,
  };
  const thread = new Worker(program, options);
  // its ports close with it, and whoever waits hears of it there
  thread.on('error', () => undefined);
  thread.unref();
  gates.port1.unref();
  return { check, close: () => void thread.terminate() };
}

/** The thread itself. */
export async function workInThread(engine: Engine, { orders, checks, gate }: ThreadData): Promise<void> {
  const { folder, resources, language, timeZone, ...common } = orders;
  const t = createTranslator(language, await loadCatalogues(resources), { timeZone });
  const { packs } = orders;
  spareMemory();
  serveChecks(
    checks,
    createBatchCheck({ ...common, engine, t, keep: keepInFolder(folder, { t, packs }), gate: gateAt(gate) }),
  );
}

/** Shares checks out between two; when the second ends before its time, the first does its work as well. */
export function sharedOut(first: BatchCheck, second: BatchCheck): BatchCheck {
  let underWay = 0;
  let inSecond = 0;
  const inFirst = async (...asked: Parameters<BatchCheck['check']>): ReturnType<BatchCheck['check']> => {
    underWay += 1;
    try {
      return await first.check(...asked);
    } finally {
      underWay -= 1;
    }
  };
  return {
    async check(client, signal) {
      if (underWay < inSecond) return inFirst(client, signal);
      inSecond += 1;
      try {
        return await second.check(client, signal);
      } catch (error) {
        if (!(error instanceof ThreadEnded)) throw error;
        return await inFirst(client, signal);
      } finally {
        inSecond -= 1;
      }
    },
    close() {
      second.close();
      first.close();
    },
  };
}
