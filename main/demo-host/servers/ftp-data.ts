/** The data side of one FTP session: at most one passive port at a time, one connection to it. */
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { ConnectionHandler, Listener } from '../listeners.ts';
import { secure } from './line-session.ts';

export type OpenDataPort = (handler: ConnectionHandler) => Promise<Listener>;

export interface PassivePorts {
  open(): Promise<number>;
  isOpen(): boolean;
  /** Waits for the client's data connection, then sends and closes it. */
  send(text: string, isProtected: boolean, done: (isSent: boolean) => void): void;
  close(): void;
}

export function createPassivePorts(openDataPort: OpenDataPort, context: SecureContext): PassivePorts {
  let listener: Listener | undefined;
  let connected: Socket | undefined;
  let whenConnected: ((socket: Socket) => void) | undefined;
  let isClosed = false;
  const close = () => {
    listener?.close();
    listener = undefined;
    whenConnected = undefined;
  };
  return {
    async open() {
      close();
      connected = undefined;
      const opened = await openDataPort((socket) => {
        connected = socket;
        whenConnected?.(socket);
      });
      listener = opened;
      // The control connection may have ended while the port opened.
      if (isClosed) close();
      return opened.port;
    },
    isOpen: () => listener !== undefined,
    send(text, isProtected, done) {
      const transfer = (socket: Socket) => {
        const channel = isProtected ? secure(socket, context) : socket;
        channel.once('close', (hadError: boolean) => done(!hadError));
        // Without a reader the peer's end is never seen, and the socket never closes.
        channel.resume();
        channel.end(text);
        close();
      };
      if (connected === undefined) whenConnected = transfer;
      else transfer(connected);
    },
    close() {
      isClosed = true;
      close();
    },
  };
}
