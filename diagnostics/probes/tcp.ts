/** Whether a port takes connections: connect, and leave as its protocol wants. */
import { takeLeave } from '../net/farewell.ts';
import { openConnection } from './connection.ts';
import { defineProbe } from './probe.ts';

export const tcpProbe = defineProbe({
  kind: 'tcp',
  async run({ endpoint }, context) {
    const connection = await openConnection(endpoint, context);
    if (!connection.ok) return { data: {}, failure: connection.failure };
    await takeLeave({ socket: connection.socket, port: endpoint.port, isTls: false, signal: context.signal });
    return { data: connection.data };
  },
});
