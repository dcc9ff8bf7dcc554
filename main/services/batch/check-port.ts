/** Checks that are carried out in another thread: what is asked for over a port, and what comes back. */
import type { MessagePort } from 'node:worker_threads';
import type { BatchCheck } from './check-client.ts';
import type { Client } from './read-clients.ts';
import type { FinishedRow } from './row.ts';

type Asked =
  | { readonly type: 'check'; readonly id: number; readonly client: Client }
  | { readonly type: 'stop'; readonly id: number };
interface Answered {
  readonly id: number;
  readonly row: FinishedRow | null;
}

/** The other thread ended before it answered. */
export class ThreadEnded extends Error {}

/** Carries out what is asked for at the port. */
export function serveChecks(port: MessagePort, check: BatchCheck): void {
  const underWay = new Map<number, AbortController>();
  async function carryOut(id: number, client: Client): Promise<void> {
    const stop = new AbortController();
    underWay.set(id, stop);
    const row = await check.check(client, stop.signal);
    underWay.delete(id);
    port.postMessage({ id, row } satisfies Answered);
  }
  port.on('message', (asked: Asked) => {
    if (asked.type === 'check') void carryOut(asked.id, asked.client);
    else underWay.get(asked.id)?.abort();
  });
}

/** The checks that are served at the other end of the port; rejects with `ThreadEnded` when there is no other end any more. */
export function checksAt(port: MessagePort): BatchCheck['check'] {
  const underWay = new Map<number, (row: FinishedRow | null | ThreadEnded) => void>();
  let last = 0;
  let isOver = false;
  port.on('message', ({ id, row }: Answered) => underWay.get(id)?.(row));
  port.on('close', () => {
    isOver = true;
    for (const end of underWay.values()) end(new ThreadEnded('the thread ended'));
  });
  const ask = (asked: Asked): void => port.postMessage(asked);
  return (client, signal) =>
    new Promise((resolve, reject) => {
      if (isOver) throw new ThreadEnded('the thread has ended');
      const id = ++last;
      const stop = (): void => ask({ type: 'stop', id });
      underWay.set(id, (row) => {
        underWay.delete(id);
        signal.removeEventListener('abort', stop);
        if (row instanceof ThreadEnded) reject(row);
        else resolve(row);
      });
      signal.addEventListener('abort', stop, { once: true });
      ask({ type: 'check', id, client });
      if (signal.aborted) stop();
    });
}
