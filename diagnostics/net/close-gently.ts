/** Ends a connection as a polite client does, without anyone waiting for it. */
import type { Socket } from 'node:net';

/** Long enough for the farewell to leave, short enough to keep no server busy. */
const GRACE_MS = 300;

/**
 * Sends what is queued and our end (TLS close_notify, FIN), drops what still comes, and frees the socket at the peer's
 * end or after a moment. Law 7: a reset in the middle of things is what intrusion detection counts.
 */
export function closeGently(socket: Socket): void {
  if (socket.destroyed) return;
  socket.on('error', () => undefined);
  socket.removeAllListeners('data');
  const timer = setTimeout(() => socket.destroy(), GRACE_MS);
  timer.unref();
  socket.once('close', () => clearTimeout(timer));
  socket.end();
  socket.resume();
}
