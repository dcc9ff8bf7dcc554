/** Main's end of the line to the engine process: pairs replies with calls, restarts a process that died, and tells its runs. */
import type { Pushes } from '../contract/api.ts';
import type { Notice } from '../engine-process/context.ts';
import type {
  EngineCall,
  EngineInput,
  EngineMessage,
  EngineOutput,
  EngineRequest,
} from '../engine-process/protocol.ts';

/** A refusal that is worded already. */
export class ToldError extends Error {
  readonly key: string;
  readonly text: string;

  constructor(key: string, text: string) {
    super(key);
    this.name = 'ToldError';
    this.key = key;
    this.text = text;
  }
}

/** The process as the link needs it. */
export interface EngineProcess {
  post(request: EngineRequest): void;
  onMessage(listener: (message: EngineMessage) => void): void;
  onExit(listener: () => void): void;
  kill(): void;
}

export interface EngineLink {
  call<C extends EngineCall>(call: C, input: EngineInput<C>): Promise<EngineOutput<C>>;
  stop(): void;
}

export interface EngineLinkOptions {
  readonly start: () => EngineProcess;
  readonly onRunPush: (value: Pushes['run:push']) => void;
  readonly onReady: (recovered: readonly string[]) => void;
  readonly onBoardPush: (push: Pushes['board:push']) => void;
  readonly onNotice: (notice: Notice) => void;
  readonly text: (key: 'error.engine_stopped' | 'error.engine_down') => string;
  readonly now?: () => number;
}

/** More deaths than this within the time, and starting again helps nobody. */
const MOST_DEATHS = 5;
const WITHIN_MS = 60_000;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: ToldError) => void;
}

function settle(
  waiting: Map<number, Waiting>,
  { id, reply }: Extract<EngineMessage, { readonly type: 'reply' }>,
): void {
  const call = waiting.get(id);
  waiting.delete(id);
  if (reply.ok) call?.resolve(reply.value);
  else call?.reject(new ToldError(reply.error.key, reply.error.text));
}

/** What only goes through. */
function passOn(
  message: Exclude<EngineMessage, { readonly type: 'push' | 'reply' }>,
  { onReady, onBoardPush, onNotice }: EngineLinkOptions,
): void {
  if (message.type === 'ready') onReady(message.recovered);
  else if (message.type === 'board') onBoardPush(message.push);
  else onNotice(message.notice);
}

export function linkEngine(options: EngineLinkOptions): EngineLink {
  const { now = Date.now } = options;
  const waiting = new Map<number, Waiting>();
  const running = new Set<string>();
  let deaths: readonly number[] = [];
  let nextId = 0;
  let isStopped = false;
  let engine: EngineProcess | null = null;

  const told = (key: 'error.engine_stopped' | 'error.engine_down'): ToldError =>
    new ToldError(`app.${key}`, options.text(key));

  const hear = (message: EngineMessage): void => {
    if (message.type === 'push') {
      const { runId, push } = message.value;
      if (push.type === 'finished' || push.type === 'failed') running.delete(runId);
      else running.add(runId);
      options.onRunPush(message.value);
    } else if (message.type === 'reply') settle(waiting, message);
    else passOn(message, options);
  };

  const die = (): void => {
    engine = null;
    if (isStopped) return;
    deaths = [...deaths.filter((time) => now() - time < WITHIN_MS), now()];
    const error = told('error.engine_stopped');
    for (const each of waiting.values()) each.reject(error);
    waiting.clear();
    for (const runId of running) options.onRunPush({ runId, push: { type: 'failed', text: error.text } });
    running.clear();
    if (deaths.length < MOST_DEATHS) engine = begin();
  };

  const begin = (): EngineProcess => {
    const started = options.start();
    started.onMessage(hear);
    started.onExit(die);
    return started;
  };
  engine = begin();

  return {
    call: <C extends EngineCall>(call: C, input: EngineInput<C>) =>
      new Promise<EngineOutput<C>>((resolve, reject) => {
        if (engine === null) {
          reject(told('error.engine_down'));
          return;
        }
        const id = nextId++;
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
        engine.post({ id, call, input });
      }),
    stop: () => {
      isStopped = true;
      engine?.kill();
    },
  };
}
