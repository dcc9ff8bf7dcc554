/** Whether a port takes connections: connect, and close in order. */
import { closeGently } from '../net/close-gently.ts';
import { openConnection } from './connection.ts';
import { defineProbe } from './probe.ts';

export const tcpProbe = defineProbe({
  kind: 'tcp',
  async run({ endpoint }, context) {
    const connection = await openConnection(endpoint, context);
    if (!connection.ok) return { data: {}, failure: connection.failure };
    closeGently(connection.socket);
    return { data: connection.data };
  },
});
