/** The engine of the app in this process, with a folder of its own; pushes are kept for the test to look at. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type EngineService } from '../../../main/engine-process/create-engine.ts';
import type { EngineCall, EngineInput, EngineOutput } from '../../../main/engine-process/protocol.ts';
import type { BoardPush } from '../../../main/contract/board.ts';
import type { RunPush } from '../../../main/contract/views.ts';
import { systemEngine, type Engine } from '../../../main/services/engine.ts';
import { findResources } from '../../../main/services/resource-paths.ts';

export interface TestEngine {
  readonly folder: string;
  readonly service: EngineService;
  readonly pushes: RunPush[];
  call<C extends EngineCall>(call: C, input: EngineInput<C>): Promise<EngineOutput<C>>;
  /** The key of the refusal. */
  refusal<C extends EngineCall>(call: C, input: EngineInput<C>): Promise<string>;
  /** What the board was told. */
  readonly told: BoardPush[];
  /** Until a batch has ended. */
  batchEnd(): Promise<BoardPush>;
  /** The next push of that kind, or one that has come already. */
  until(type: RunPush['type']): Promise<RunPush>;
}

export const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'faultline-engine-'));

export async function testEngine(
  folder: string = freshFolder(),
  engine: Partial<Engine> = {},
): Promise<TestEngine> {
  const pushes: RunPush[] = [];
  const told: BoardPush[] = [];
  let wake: () => void = () => undefined;
  const service = await createEngine({
    folder,
    resources: findResources(),
    engine: { ...systemEngine, ...engine },
    push: (_runId, push) => {
      pushes.push(push);
      wake();
    },
    tell: (push) => {
      told.push(push);
      wake();
    },
    notify: () => undefined,
    timeZone: 'Europe/Brussels',
  });
  const call: TestEngine['call'] = async (name, input) => {
    const reply = await service.answer(name, input);
    if (!reply.ok) throw new Error(`${reply.error.key}: ${reply.error.text}`);
    return reply.value as never;
  };
  return {
    folder,
    service,
    pushes,
    call,
    refusal: async (name, input) => {
      const reply = await service.answer(name, input);
      return reply.ok ? 'answered' : reply.error.key;
    },
    told,
    batchEnd: async () => {
      for (;;) {
        const found = told.find((push) => push.type === 'ended');
        if (found) return found;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    until: async (type) => {
      for (;;) {
        const found = pushes.find((push) => push.type === type);
        if (found) return found;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

export async function demoReport(engine: TestEngine): Promise<string> {
  await engine.call('run:start', { language: 'en', text: '', isDemo: true });
  const end = await engine.until('finished');
  if (end.type !== 'finished') throw new Error('no report');
  return end.reportId;
}
