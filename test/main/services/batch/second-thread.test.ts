/** Half of a long list in another thread: the same rows, one gate, and nobody lost when it ends. */
import { afterEach, describe, expect, it } from 'vitest';
import { createFleetGate, understandTarget, type Gate, type Spot } from '../../../../diagnostics/index.ts';
import type { BatchCheck } from '../../../../main/services/batch/check-client.ts';
import type { Client } from '../../../../main/services/batch/read-clients.ts';
import { sharedOut, startSecondThread } from '../../../../main/services/batch/second-thread.ts';
import { aNetworkData } from '../../../support/factories.ts';
import { resourcesDir } from '../../../support/run-factories.ts';

const program = new URL('./thread-program.ts', import.meta.url);

function clientOf(domain: string): Client {
  const understood = understandTarget(domain);
  if (!understood.ok) throw new Error(domain);
  const { target } = understood;
  return { line: 2, key: domain, target, client: `Of ${domain}`, provider: '', product: '', tags: ['gold'] };
}

const started: BatchCheck[] = [];
afterEach(() => {
  for (const each of started.splice(0)) each.close();
});

function aThread(gate: Gate = createFleetGate()): BatchCheck {
  const orders = {
    networkData: aNetworkData(),
    packs: [],
    levels: {},
    toolVersion: '0.0.0',
    options: {},
    folder: null,
    resources: resourcesDir,
    language: 'en' as const,
    timeZone: 'UTC',
  };
  const thread = startSecondThread(program, orders, gate);
  started.push(thread);
  return thread;
}

const neverStopped = new AbortController().signal;
const rowOf = (check: BatchCheck, domain: string, signal = neverStopped) =>
  check.check(clientOf(domain), signal);

describe('a second thread', () => {
  it('hands back the row of a domain, and the reason of one that breaks off', async () => {
    const thread = aThread();
    const rows = await Promise.all(['sound.test', 'broken.test'].map((domain) => rowOf(thread, domain)));
    expect(
      rows.map(
        (row) => row && [row.domain, row.client, row.tags, row.status, row.reason, row.summary.domain],
      ),
    ).toEqual([
      ['sound.test', 'Of sound.test', ['gold'], 'problems_found', null, 'sound.test'],
      [
        'broken.test',
        'Of broken.test',
        ['gold'],
        'failed',
        { key: 'batch.reason.failed', values: { text: 'a bug' } },
        'broken.test',
      ],
    ]);
  });

  it('waits at the same gate as everybody else on this computer', async () => {
    const gate = createFleetGate();
    const asked: Spot[] = [];
    const watched: Gate = {
      enter: (spot, signal) => {
        asked.push(spot);
        return gate.enter(spot, signal);
      },
    };
    const thread = aThread(watched);
    await rowOf(thread, 'first.test');
    const inside = await Promise.all([1, 2, 3].map(() => gate.enter(asked[0]!, neverStopped)));
    let isOver = false;
    const second = rowOf(thread, 'second.test').then((row) => {
      isOver = true;
      return row?.domain;
    });
    await expect.poll(() => asked.length).toBe(2);
    await rowOf(thread, 'broken.test'); // the thread has had its turn since
    expect(isOver).toBe(false);
    inside[0]?.();
    expect(await second).toBe('second.test');
  });

  it('stops what is cut off, and tells nothing of it', async () => {
    const thread = aThread();
    const stop = new AbortController();
    const cut = rowOf(thread, 'endless.test', stop.signal);
    await rowOf(thread, 'sound.test');
    stop.abort();
    expect(await cut).toBeNull();
  });
});

describe('shared out between two threads', () => {
  /** Checks that wait until they are let go. */
  function waiting() {
    const begun: string[] = [];
    const go: (() => void)[] = [];
    const check: BatchCheck = {
      check: ({ target }) => {
        begun.push(target.domain);
        return new Promise((resolve) => go.push(() => resolve(null)));
      },
      close: () => undefined,
    };
    return { check, begun, go };
  }

  it('each has as many domains under way as the other', async () => {
    const [first, second] = [waiting(), waiting()];
    const both = sharedOut(first.check, second.check);
    for (const domain of ['a.test', 'b.test', 'c.test', 'd.test']) void rowOf(both, domain);
    first.go[0]?.();
    await Promise.resolve();
    await new Promise(setImmediate);
    void rowOf(both, 'e.test');
    expect([second.begun, first.begun]).toEqual([
      ['a.test', 'c.test'],
      ['b.test', 'd.test', 'e.test'],
    ]);
  });

  it('the first does all the rest when the second ends before its time', async () => {
    const first = waiting();
    const both = sharedOut(first.check, aThread());
    const rows = ['endless.test', 'b.test', 'crash.test'].map((domain) => rowOf(both, domain));
    await expect.poll(() => first.begun.toSorted()).toEqual(['b.test', 'crash.test', 'endless.test']);
    for (const go of first.go.splice(0)) go();
    await Promise.all(rows);
    const later = rowOf(both, 'later.test');
    await expect.poll(() => first.begun.at(-1)).toBe('later.test');
    first.go[0]?.();
    expect(await later).toBeNull();
  });
});
