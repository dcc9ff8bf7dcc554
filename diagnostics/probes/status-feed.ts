/** The feed of the provider's status page, read over one connection and kept as a list of incidents (control C9). */
import { coversName } from '../model/view/certificates.ts';
import type { TlsSession } from '../model/observations/tls.ts';
import { closeGently } from '../net/close-gently.ts';
import { exchangeHttp, type HttpAnswer } from '../net/http-exchange.ts';
import { readStatusFeed } from '../net/status-feed.ts';
import { openConnection, upgradeConnection } from './connection.ts';
import { defineProbe } from './probe.ts';

/** Feeds keep months of history; the newest entries stand first. */
const MAX_FEED_BYTES = 192 * 1024;

const isAuthentic = ({ trust, chain }: TlsSession, name: string): boolean =>
  (trust?.bundled.trusted === true || trust?.system?.trusted === true) &&
  chain[0] !== undefined &&
  coversName(chain[0], name);

const read = ({ status, bodyStart }: HttpAnswer) => {
  if (status !== 200 || bodyStart === undefined) return status === undefined ? {} : { status };
  const { format, entries } = readStatusFeed(bodyStart);
  return { status, format, entries };
};

export const statusFeedProbe = defineProbe({
  kind: 'status-feed',
  async run({ endpoint, input }, context) {
    const url = new URL(input.url);
    const connection = await openConnection(endpoint, context);
    if (!connection.ok) return { data: {}, failure: connection.failure };
    const { connectMs } = connection.data;
    const exchange = {
      url,
      method: 'GET' as const,
      clock: context.clock,
      signal: context.signal,
      maxBodyBytes: MAX_FEED_BYTES,
    };
    if (url.protocol !== 'https:') {
      const { answer, ...ending } = await exchangeHttp(connection.socket, exchange);
      closeGently(connection.socket);
      return { data: { connectMs, isAuthentic: false, ...read(answer) }, ...ending };
    }
    const name = url.hostname.replace(/^\[|\]$/g, '');
    const upgrade = await upgradeConnection(connection.socket, name, context, { alpn: ['http/1.1'] });
    if (!upgrade.ok) return { data: { connectMs }, failure: upgrade.failure };
    const { answer, ...ending } = await exchangeHttp(upgrade.socket, exchange);
    closeGently(upgrade.socket);
    return {
      data: { connectMs, isAuthentic: isAuthentic(upgrade.session, name), ...read(answer) },
      ...ending,
    };
  },
});
