// A web shield: ends TLS with a certificate of its own authority and passes the content on to the real server, which
// it finds by the name that the client asked for. Usage: node intercepting-proxy.ts SETTINGS.json

import { readFileSync } from 'node:fs';
import { connect, createSecureContext, createServer } from 'node:tls';
import type { SecureContext, TLSSocket } from 'node:tls';
import type { ProxySettings } from '../services/middleboxes.ts';

const settings = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as ProxySettings;

const contexts = new Map<string, SecureContext>(
  settings.certificates.flatMap(({ names, chain, key }) => {
    const context = createSecureContext({ cert: chain, key });
    return names.map((name): [string, SecureContext] => [name, context]);
  }),
);
const fallback = settings.certificates[0];

/** Both sides must speak the same protocol, as the content is passed on unread. */
const choose = (offered: readonly string[]): string | undefined =>
  ['h2', 'http/1.1'].find((protocol) => offered.includes(protocol));

function passOn(client: TLSSocket): void {
  // Node's types leave the name out on the server's side; false when the client sent none.
  const { servername } = client as TLSSocket & { servername?: string | false };
  if (typeof servername !== 'string') {
    client.destroy();
    return;
  }
  const protocol = typeof client.alpnProtocol === 'string' ? [client.alpnProtocol] : [];
  const server = connect({
    host: servername,
    port: settings.upstreamPort,
    servername,
    ALPNProtocols: protocol,
    rejectUnauthorized: false,
  });
  const close = (): void => {
    client.destroy();
    server.destroy();
  };
  client.on('error', close).on('close', close).pipe(server);
  server.on('error', close).on('close', close).pipe(client);
}

createServer(
  {
    ...(fallback === undefined ? {} : { cert: fallback.chain, key: fallback.key }),
    SNICallback: (name, done) => done(null, contexts.get(name)),
    ALPNCallback: ({ protocols }) => choose(protocols),
  },
  passOn,
)
  .on('tlsClientError', () => undefined)
  .listen(settings.port, '::');
