/** One question to a registry about a domain (RFC 9082 section 3.1.3), over a connection whose certificate proves the registry. */
import { closeGently } from '../net/close-gently.ts';
import { failure, failureOf } from '../net/failure-of.ts';
import { exchangeHttp } from '../net/http-exchange.ts';
import { assertProven } from '../net/proven-name.ts';
import { MAX_RDAP_BYTES, readRdapDomain } from '../net/rdap-domain.ts';
import { openConnection, upgradeConnection } from './connection.ts';
import { defineProbe } from './probe.ts';

const MEDIA_TYPE = 'application/rdap+json';

export const rdapProbe = defineProbe({
  kind: 'rdap',
  async run({ endpoint, input }, context) {
    const url = new URL(input.url);
    const connection = await openConnection(endpoint, context);
    if (!connection.ok) return { data: {}, failure: connection.failure };
    const { data } = connection;
    const upgrade = await upgradeConnection(connection.socket, url.hostname, context, {
      alpn: ['http/1.1'],
    });
    if (!upgrade.ok) return { data, failure: upgrade.failure };
    try {
      assertProven(url.hostname, upgrade.session);
      const { clock, signal } = context;
      const exchange = { url, method: 'GET', accept: MEDIA_TYPE, maxBodyBytes: MAX_RDAP_BYTES } as const;
      const outcome = await exchangeHttp(upgrade.socket, { ...exchange, clock, signal });
      if (outcome.failure) return { data, failure: outcome.failure };
      const httpStatus = outcome.answer.status ?? 0;
      if (httpStatus === 404) return { data: { ...data, httpStatus } };
      if (httpStatus !== 200)
        return {
          data: { ...data, httpStatus },
          failure: failure('rejected', 'exchange', `HTTP ${httpStatus}`),
        };
      return {
        data: { ...data, httpStatus, ...readRdapDomain(outcome.answer.bodyStart ?? '', input.domain) },
      };
    } catch (error) {
      return { data, failure: failureOf(error, 'exchange') };
    } finally {
      closeGently(upgrade.socket);
    }
  },
});
