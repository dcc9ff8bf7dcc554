/** One HTTP request to a chosen address, whatever the name in the URL resolves to. */
import { closeGently } from '../net/close-gently.ts';
import { exchangeHttp } from '../net/http-exchange.ts';
import { openConnection, upgradeConnection } from './connection.ts';
import { defineProbe } from './probe.ts';

export const httpProbe = defineProbe({
  kind: 'http',
  async run({ endpoint, input }, context) {
    const url = new URL(input.url);
    const connection = await openConnection(endpoint, context);
    if (!connection.ok) return { data: {}, failure: connection.failure };
    const exchange = {
      url,
      method: input.method,
      agent: input.agent,
      clock: context.clock,
      signal: context.signal,
    };
    if (url.protocol !== 'https:') {
      const { answer, ...ending } = await exchangeHttp(connection.socket, exchange);
      closeGently(connection.socket);
      return { data: { ...connection.data, ...answer }, ...ending };
    }
    const name = url.hostname.replace(/^\[|\]$/g, '');
    const upgrade = await upgradeConnection(connection.socket, name, context, { alpn: ['http/1.1'] });
    const data = { ...connection.data, tls: upgrade.session };
    if (!upgrade.ok) return { data, failure: upgrade.failure };
    const { answer, ...ending } = await exchangeHttp(upgrade.socket, exchange);
    closeGently(upgrade.socket);
    return { data: { ...data, ...answer }, ...ending };
  },
});
