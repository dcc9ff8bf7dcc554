/** The engine as the app has it, in a folder of its own, with one demo run in its history: what the screens show is made by real code. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunPush } from '../../../main/contract/views.ts';
import { createEngine } from '../../../main/engine-process/create-engine.ts';
import type { EngineCall, EngineInput, EngineOutput } from '../../../main/engine-process/protocol.ts';
import { systemEngine } from '../../../main/services/engine.ts';
import { resourcesDir } from '../../support/run-factories.ts';

type Ask = <C extends EngineCall>(call: C, input: EngineInput<C>) => Promise<EngineOutput<C>>;

export interface DemoEngine {
  /** A refusal fails the test with its words. */
  readonly ask: Ask;
  /** A whole run of the demo; with `isCut` it is cancelled at its first measurement. Returns the report's id. */
  run(options?: { readonly isCut?: boolean }): Promise<string>;
  close(): Promise<void>;
}

type Finished = Extract<RunPush, { readonly type: 'finished' | 'failed' }>;
const isEnd = (push: RunPush): push is Finished => push.type === 'finished' || push.type === 'failed';

export async function startDemoEngine(): Promise<DemoEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-screens-'));
  let listen: (push: RunPush) => void = () => undefined;
  const engine = await createEngine({
    folder,
    resources: resourcesDir,
    engine: systemEngine,
    push: (_runId, push) => listen(push),
    tell: () => undefined,
    notify: () => undefined,
    timeZone: 'Europe/Brussels',
  });
  const ask: Ask = async (call, input) => {
    const reply = await engine.answer(call, input);
    if (!reply.ok) throw new Error(`${call}: ${reply.error.text}`);
    return reply.value as never;
  };
  return {
    ask,
    run: ({ isCut = false } = {}) =>
      new Promise<string>((resolve, reject) => {
        let cut = (): void => undefined;
        listen = (push) => {
          if (push.type === 'operations') cut();
          if (!isEnd(push)) return;
          if (push.type === 'finished') resolve(push.reportId);
          else reject(new Error(push.text));
        };
        ask('run:start', { language: 'en', text: '', isDemo: true }).then(({ runId }) => {
          if (isCut) cut = () => void ask('run:cancel', { runId });
        }, reject);
      }),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
