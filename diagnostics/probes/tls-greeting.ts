/** One greeting as certain programs send it, on a port that speaks TLS from its first byte. */
import { tlsClients, type TlsClient } from '../model/tls-clients.ts';
import { greetTls } from '../net/greet-tls.ts';
import { openConnection } from './connection.ts';
import { defineProbe } from './probe.ts';

const versions = ['TLSv1', 'TLSv1.2', 'TLSv1.3'] as const;

type Offers = 'suites' | 'groups' | 'signatures';

/** What they offer together: first what most of them know, since the server's choice then tells of most of them. */
function together(clients: readonly TlsClient[], list: Offers): readonly number[] {
  const all = [...new Set(clients.flatMap((client) => client[list]))];
  const known = (each: number): number => clients.filter((client) => client[list].includes(each)).length;
  return all.toSorted((a, b) => known(b) - known(a));
}

export const tlsGreetingProbe = defineProbe({
  kind: 'tls-greeting',
  async run({ endpoint, input }, context) {
    const connection = await openConnection(endpoint, context);
    if (!connection.ok) return { data: {}, failure: connection.failure };
    const clients = input.clients.map((id): TlsClient => tlsClients[id]);
    const newest = Math.max(...clients.map(({ newestVersion }) => versions.indexOf(newestVersion)));
    const { failure, ...learned } = await greetTls(
      connection.socket,
      {
        newestVersion: versions[newest] ?? 'TLSv1.2',
        suites: together(clients, 'suites'),
        groups: together(clients, 'groups'),
        signatures: together(clients, 'signatures'),
        serverName: input.serverName,
      },
      context.signal,
    );
    return { data: { ...connection.data, ...learned }, ...(failure === undefined ? {} : { failure }) };
  },
});
