/** Takes leave of a server in the words of its protocol where nothing but the connection was wanted (law 7). */
import { closeGently } from './close-gently.ts';
import type { Socket } from './line-reader.ts';

/** A greeting that takes longer than this is not waited for. */
const PATIENCE_MS = 1_000;
/** For the server's own end after the farewell. */
const ENDING_MS = 500;

const quit = 'QUIT\r\n';
const logout = 'a LOGOUT\r\n';

/** RFC 4253 sections 4.2, 6 and 11.1: who we are, then SSH_MSG_DISCONNECT (1) "by application" (11) in one packet in clear. */
function sshFarewell(): Buffer {
  const payload = Buffer.alloc(13);
  payload.writeUInt8(1, 0);
  payload.writeUInt32BE(11, 1); // then two empty strings: description and language
  const padding = 8 - ((5 + payload.length) % 8) + 8;
  const head = Buffer.alloc(5);
  head.writeUInt32BE(1 + payload.length + padding, 0);
  head.writeUInt8(padding, 4);
  return Buffer.concat([Buffer.from('SSH-2.0-Faultline\r\n'), head, payload, Buffer.alloc(padding)]);
}

/** What ends a session that has only been greeted, by port; ports that begin with TLS hear it inside of it. */
const inClear: Readonly<Record<number, () => string | Buffer>> = {
  21: () => quit,
  22: sshFarewell,
  25: () => quit,
  110: () => quit,
  143: () => logout,
  587: () => quit,
};
const insideTls: Readonly<Record<number, () => string | Buffer>> = {
  465: () => quit,
  990: () => quit,
  993: () => logout,
  995: () => quit,
};

/** The connection to leave, and where it goes. */
interface Leaving {
  readonly socket: Socket;
  readonly port: number | undefined;
  /** The socket carries TLS. */
  readonly isTls: boolean;
  readonly signal: AbortSignal;
}

/**
 * Waits for the greeting, which comes first on these ports, answers it with the farewell and lets the server close. On any other
 * port it just closes. A server log then shows a visitor who left, and not one who broke off.
 */
export async function takeLeave({ socket, port, isTls, signal }: Leaving): Promise<void> {
  const words = (isTls ? insideTls : inClear)[port ?? 0];
  if (words === undefined || socket.destroyed) return closeGently(socket);
  socket.on('error', () => undefined);
  const isGreeted = await happens(socket, 'data', PATIENCE_MS, signal);
  if (isGreeted && !socket.destroyed && !signal.aborted) {
    socket.write(words());
    socket.resume();
    await happens(socket, 'close', ENDING_MS, signal);
  }
  closeGently(socket);
}

function happens(
  socket: Socket,
  event: 'data' | 'close',
  withinMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle(false), withinMs);
    const onEvent = (): void => settle(true);
    const onEnd = (): void => settle(event === 'close');
    const onAbort = (): void => settle(false);
    function settle(has: boolean): void {
      clearTimeout(timer);
      socket.off(event, onEvent).off('close', onEnd);
      signal.removeEventListener('abort', onAbort);
      resolve(has);
    }
    socket.on('close', onEnd).on(event, onEvent);
    if (signal.aborted) settle(false);
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}
