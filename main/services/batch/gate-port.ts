/** One gate for two threads: the one asks over a port, the other answers. */
import type { MessagePort } from 'node:worker_threads';
import type { Gate, Spot } from '../../../diagnostics/index.ts';

/** `leave`: gives the place back, or does not wait for it any longer. */
type Asked =
  | { readonly type: 'enter'; readonly id: number; readonly spot: Spot }
  | { readonly type: 'leave'; readonly id: number };

/** Lets in whoever asks at the port; all places come back when the other side ends. */
export function serveGate(port: MessagePort, gate: Gate): void {
  const inside = new Map<number, () => void>();
  const waiting = new Map<number, AbortController>();
  async function enter(id: number, spot: Spot): Promise<void> {
    const patience = new AbortController();
    waiting.set(id, patience);
    try {
      inside.set(id, await gate.enter(spot, patience.signal));
      port.postMessage(id);
    } catch {
      // whoever asked has thought better of it
    } finally {
      waiting.delete(id);
    }
  }
  function leave(id: number): void {
    waiting.get(id)?.abort();
    inside.get(id)?.();
    inside.delete(id);
  }
  port.on('message', (asked: Asked) => {
    if (asked.type === 'enter') void enter(asked.id, asked.spot);
    else leave(asked.id);
  });
  port.on('close', () => {
    for (const id of [...waiting.keys(), ...inside.keys()]) leave(id);
  });
}

/** The gate that is served at the other end of the port. */
export function gateAt(port: MessagePort): Gate {
  const waiting = new Map<number, () => void>();
  let last = 0;
  port.on('message', (id: number) => {
    waiting.get(id)?.();
    waiting.delete(id);
  });
  const ask = (asked: Asked): void => port.postMessage(asked);
  return {
    enter: async (spot, signal) => {
      signal.throwIfAborted();
      const id = ++last;
      return new Promise((resolve, reject) => {
        const giveUp = (): void => {
          waiting.delete(id);
          ask({ type: 'leave', id });
          reject(signal.reason as Error);
        };
        signal.addEventListener('abort', giveUp, { once: true });
        waiting.set(id, () => {
          signal.removeEventListener('abort', giveUp);
          resolve(() => ask({ type: 'leave', id }));
        });
        ask({ type: 'enter', id, spot });
      });
    },
  };
}
