/** A registry on this machine, behind the address that its name is given. */
import { describe, expect, it } from 'vitest';
import { createSystemNetwork } from '../../../diagnostics/index.ts';
import { askRegistration, registryHost } from '../../../diagnostics/run/registration.ts';
import { chainPem, createAuthority, createLeaf } from '../../support/certificates.ts';
import { aNetworkData } from '../../support/factories.ts';
import { startTlsServer, testContext } from '../../support/loopback.ts';

const root = await createAuthority({ name: 'Root' });
const leaf = await createLeaf({ authority: root, names: ['rdap.test'] });
const ADDRESS = '8.8.4.4';

const answer = (status: string, body: string): string =>
  `HTTP/1.1 ${status}\r\ncontent-type: application/rdap+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const domainObject = (expiration?: string): string =>
  JSON.stringify({
    objectClassName: 'domain',
    ldhName: 'shop.test',
    events: expiration === undefined ? [] : [{ eventAction: 'expiration', eventDate: expiration }],
  });

/** Asks a registry that answers so, or that is not there. */
async function asked(domain: string, reply: string | null, lookedUp: readonly string[] = [ADDRESS]) {
  const requests: string[] = [];
  const port = await startTlsServer({ cert: chainPem(leaf), key: leaf.key }, (socket) =>
    socket.once('data', (bytes: Buffer) => {
      requests.push(bytes.toString().split('\r\n')[0] ?? '');
      if (reply === null) socket.destroy();
      else socket.end(reply);
    }),
  );
  const real = createSystemNetwork();
  const { clock, signal } = testContext();
  const told = await askRegistration(domain, {
    clock,
    signal,
    networkData: aNetworkData({
      trustAnchors: [root.cert],
      rdapServers: [{ domains: ['test'], url: `https://rdap.test:${port}/v1/` }],
    }),
    network: {
      ...real,
      systemRoots: () => null,
      lookup: () => Promise.resolve(lookedUp.map((address) => ({ address, family: 4 as const }))),
      dial: (options) => real.dial({ ...options, address: '127.0.0.1' }),
    },
  });
  return { told, requests };
}

describe('the end of a registration', () => {
  it.each([
    [
      'the date',
      answer('200 OK', domainObject('2027-03-01T12:00:00Z')),
      { outcome: 'answered', expiresAt: '2027-03-01T12:00:00.000Z' },
    ],
    ['no date', answer('200 OK', domainObject()), { outcome: 'answered', expiresAt: null }],
    [
      'a domain that it does not know',
      answer('404 Not Found', '{}'),
      { outcome: 'answered', expiresAt: null },
    ],
    ['too many questions', answer('429 Too Many Requests', '{}'), { outcome: 'unreachable' }],
    ['nothing', null, { outcome: 'unreachable' }],
  ])('as the registry tells it: %s', async (_name, reply, expected) => {
    const { told, requests } = await asked('shop.test', reply);
    expect({ told, requests }).toEqual({ told: expected, requests: ['GET /v1/domain/shop.test HTTP/1.1'] });
  });

  it.each([
    ['whose registry is not known', 'shop.example', [ADDRESS]],
    ['whose registry leads into the own network', 'shop.test', ['127.0.0.1', '10.0.0.1']],
  ])('is not asked for a domain %s', async (_name, domain, addresses) => {
    expect(await asked(domain, answer('200 OK', domainObject()), addresses)).toEqual({
      told: { outcome: 'unreachable' },
      requests: [],
    });
  });

  it('belongs to the registry of the longest suffix', () => {
    const networkData = aNetworkData({
      rdapServers: [
        { domains: ['uk'], url: 'https://rdap.uk.test/' },
        { domains: ['co.uk'], url: 'https://rdap.co.test/' },
      ],
    });
    const hosts = ['shop.co.uk', 'shop.uk', 'shop.example'].map((domain) =>
      registryHost(networkData, domain),
    );
    expect(hosts).toEqual(['rdap.co.test', 'rdap.uk.test', null]);
  });
});
