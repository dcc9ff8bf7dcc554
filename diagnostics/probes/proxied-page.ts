/** A page as a browser of this machine gets it: through the proxy that is set here (R9). */
import { closeGently } from '../net/close-gently.ts';
import { failure, failureOf } from '../net/failure-of.ts';
import { exchangeHttp } from '../net/http-exchange.ts';
import { askProxy } from '../net/proxy-tunnel.ts';
import { scrubText } from '../net/scrub.ts';
import { openConnection, upgradeConnection } from './connection.ts';
import { defineProbe } from './probe.ts';

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

export const proxiedPageProbe = defineProbe({
  kind: 'proxied-page',
  async run({ endpoint, input }, context) {
    const { host } = input;
    const connection = await openConnection(endpoint, context);
    if (!connection.ok) return { data: {}, failure: connection.failure };
    const { socket } = connection;
    const reached = { proxyConnectMs: connection.data.connectMs };
    let answer;
    try {
      answer = await askProxy(socket, { host, port: 443, signal: context.signal });
    } catch (error) {
      socket.destroy();
      return {
        data: reached,
        failure: failureOf(context.signal.aborted ? context.signal.reason : error, 'negotiate'),
      };
    }
    const asked = { ...reached, proxyStatus: answer.status };
    if (!isSuccess(answer.status)) {
      closeGently(socket);
      const words = scrubText(`${answer.status} ${answer.reason}`.trim(), 200);
      return { data: asked, failure: failure('rejected', 'negotiate', words) };
    }
    const upgrade = await upgradeConnection(socket, host, context, { alpn: ['http/1.1'] });
    if (!upgrade.ok) return { data: asked, failure: upgrade.failure };
    const url = new URL(`https://${host}/`);
    const exchange = { url, method: 'GET' as const, clock: context.clock, signal: context.signal };
    const { answer: page, ...ending } = await exchangeHttp(upgrade.socket, exchange);
    closeGently(upgrade.socket);
    const { status } = page;
    return { data: { ...asked, ...(status === undefined ? {} : { status }) }, ...ending };
  },
});
