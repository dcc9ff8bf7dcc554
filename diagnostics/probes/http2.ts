/** One connection with HTTP/2 on offer, as every browser opens it: does the server choose it, and does it then speak it? */
import { closeGently } from '../net/close-gently.ts';
import { exchangeHttp } from '../net/http-exchange.ts';
import { exchangeHttp2 } from '../net/http2-exchange.ts';
import type { WebAnswer } from '../model/observations/http2.ts';
import { openConnection, upgradeConnection } from './connection.ts';
import { defineProbe } from './probe.ts';

/** RFC 9116 section 3. */
const SECURITY_TEXT = '/.well-known/security.txt';

export const http2Probe = defineProbe({
  kind: 'http2',
  async run({ endpoint, input }, context) {
    const url = new URL(input.url);
    const { clock, signal } = context;
    const connection = await openConnection(endpoint, context);
    if (!connection.ok) return { data: {}, failure: connection.failure };
    const upgrade = await upgradeConnection(connection.socket, url.hostname, context, {
      alpn: ['h2', 'http/1.1'],
    });
    const data = { ...connection.data, tls: upgrade.session };
    if (!upgrade.ok) return { data, failure: upgrade.failure };
    if (upgrade.session.alpn !== 'h2') {
      const options = { url: new URL(SECURITY_TEXT, url), method: 'GET' as const, clock, signal };
      const { answer, failure } = await exchangeHttp(upgrade.socket, options);
      closeGently(upgrade.socket);
      const { status, headers, bodyStart } = answer;
      const securityText: WebAnswer = { path: SECURITY_TEXT, status, headers, bodyStart, failure };
      return { data: { ...data, securityText: withoutGaps(securityText) } };
    }
    const paths = [url.pathname + url.search, SECURITY_TEXT];
    const { answers, ...timing } = await exchangeHttp2(upgrade.socket, { url, paths, clock, signal });
    const [page, securityText] = answers;
    const found = page?.failure;
    return {
      data: { ...data, ...timing, page, securityText },
      ...(found === undefined ? {} : { failure: found }),
    };
  },
});

const withoutGaps = (answer: WebAnswer): WebAnswer =>
  Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== undefined)) as WebAnswer;
