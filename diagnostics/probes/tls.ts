/** One TLS handshake on a port that speaks TLS from its first byte. */
import { takeLeave } from '../net/farewell.ts';
import { openConnection, upgradeConnection } from './connection.ts';
import { defineProbe } from './probe.ts';

export const tlsProbe = defineProbe({
  kind: 'tls',
  async run({ endpoint, input }, context) {
    const connection = await openConnection(endpoint, context);
    if (!connection.ok) return { data: {}, failure: connection.failure };
    const upgrade = await upgradeConnection(
      connection.socket,
      input.serverName,
      context,
      input.newestVersion === undefined ? {} : { newestVersion: input.newestVersion },
    );
    const data = { ...connection.data, tls: upgrade.session };
    if (!upgrade.ok) return { data, failure: upgrade.failure };
    await takeLeave({ socket: upgrade.socket, port: endpoint.port, isTls: true, signal: context.signal });
    return { data };
  },
});
