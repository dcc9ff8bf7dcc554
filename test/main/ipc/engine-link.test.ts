import { describe, expect, it } from 'vitest';
import type { Pushes } from '../../../main/contract/api.ts';
import type { EngineMessage, EngineRequest } from '../../../main/engine-process/protocol.ts';
import { linkEngine, type EngineProcess } from '../../../main/ipc/engine-link.ts';

interface FakeProcess extends EngineProcess {
  readonly asked: EngineRequest[];
  say(message: EngineMessage): void;
  die(): void;
}

function fakeProcess(): FakeProcess {
  let hear: (message: EngineMessage) => void = () => undefined;
  let onExit = (): void => undefined;
  const asked: EngineRequest[] = [];
  return {
    asked,
    post: (request) => void asked.push(request),
    onMessage: (listener) => {
      hear = listener;
    },
    onExit: (listener) => {
      onExit = listener;
    },
    kill: () => onExit(),
    say: (message) => hear(message),
    die: () => onExit(),
  };
}

function link() {
  const processes: FakeProcess[] = [];
  const pushed: Pushes['run:push'][] = [];
  const recovered: string[] = [];
  const told: string[] = [];
  let now = 0;
  const engine = linkEngine({
    start: () => {
      const started = fakeProcess();
      processes.push(started);
      return started;
    },
    onRunPush: (value) => void pushed.push(value),
    onReady: (ids) => void recovered.push(...ids),
    onBoardPush: () => undefined,
    onNotice: ({ en }) => void told.push(en),
    text: (key) => key,
    now: () => now,
  });
  return {
    engine,
    processes,
    pushed,
    recovered,
    told,
    later: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

const operations = { type: 'operations', operations: [] } as const;

describe('the line to the engine', () => {
  it('gives each call its own reply, in whatever order they come', async () => {
    const { engine, processes } = link();
    const first = engine.call('run:cancel', { runId: 'a' });
    const second = engine.call('reports:delete', { id: 'b' });
    const [one] = processes;
    expect(one?.asked.map(({ call }) => call)).toEqual(['run:cancel', 'reports:delete']);
    one?.say({ type: 'reply', id: 1, reply: { ok: false, error: { key: 'k', text: 'no' } } });
    one?.say({ type: 'reply', id: 0, reply: { ok: true, value: null } });
    await expect(second).rejects.toMatchObject({ key: 'k', text: 'no' });
    expect(await first).toBeNull();
  });

  it('passes pushes and recovered reports on', () => {
    const { processes, pushed, recovered, told } = link();
    processes[0]?.say({ type: 'push', value: { runId: 'a', push: operations } });
    processes[0]?.say({ type: 'ready', recovered: ['mid_run-1'] });
    processes[0]?.say({ type: 'notice', notice: { en: 'Look.', fr: 'Regardez.', nl: 'Kijk.' } });
    expect([pushed, recovered, told]).toEqual([[{ runId: 'a', push: operations }], ['mid_run-1'], ['Look.']]);
  });

  it('tells a run and a call of a process that died, and starts another', async () => {
    const { engine, processes, pushed } = link();
    processes[0]?.say({ type: 'push', value: { runId: 'a', push: operations } });
    const call = engine.call('run:cancel', { runId: 'a' });
    processes[0]?.die();
    await expect(call).rejects.toMatchObject({ key: 'app.error.engine_stopped' });
    expect(pushed.at(-1)).toEqual({ runId: 'a', push: { type: 'failed', text: 'error.engine_stopped' } });
    expect(processes).toHaveLength(2);
  });

  it('does not say of a run that had ended that it failed', () => {
    const { processes, pushed } = link();
    const end = { type: 'failed', text: 'so' } as const;
    processes[0]?.say({ type: 'push', value: { runId: 'a', push: end } });
    processes[0]?.die();
    expect(pushed).toEqual([{ runId: 'a', push: end }]);
  });

  it('gives up on a process that dies again and again, and says so', async () => {
    const { engine, processes } = link();
    for (let death = 0; death < 5; death += 1) processes.at(-1)?.die();
    expect(processes).toHaveLength(5);
    await expect(engine.call('run:cancel', { runId: 'a' })).rejects.toMatchObject({
      key: 'app.error.engine_down',
    });
  });

  it('forgives deaths that lie far apart', () => {
    const { processes, later } = link();
    for (let death = 0; death < 8; death += 1) {
      processes.at(-1)?.die();
      later(61_000);
    }
    expect(processes).toHaveLength(9);
  });

  it('starts nothing more after the app has ended it', () => {
    const { engine, processes } = link();
    engine.stop();
    expect(processes).toHaveLength(1);
  });
});
