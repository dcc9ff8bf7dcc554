/**
 * Connections to resolvers that many runs ask: one HTTP/2 session each, kept open, in place of a handshake for every question. It is opened and its
 * server proven as any other; when it ends, the next question opens another.
 */
import type { ClientHttp2Session } from 'node:http2';

export interface ResolverSessions {
  /** The session under that key; `open` makes it where there is none. Null: this server keeps none. */
  session(key: string, open: () => Promise<ClientHttp2Session | null>): Promise<ClientHttp2Session | null>;
  close(): void;
}

export function createResolverSessions(): ResolverSessions {
  const sessions = new Map<string, Promise<ClientHttp2Session | null>>();
  return {
    session(key, open) {
      const known = sessions.get(key);
      if (known) return known;
      const opened = open();
      const forget = (): void => {
        if (sessions.get(key) === opened) sessions.delete(key);
      };
      sessions.set(key, opened);
      opened.then((session) => session?.once('close', forget).once('goaway', forget), forget);
      return opened;
    },
    close() {
      for (const opened of sessions.values())
        opened.then(
          (session) => session?.destroy(),
          () => undefined,
        );
      sessions.clear();
    },
  };
}
