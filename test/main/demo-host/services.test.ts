import { once } from 'node:events';
import ssh2 from 'ssh2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoHost } from '../../../main/demo-host/index.ts';
import { startDemoHost } from '../../../main/demo-host/index.ts';
import {
  addresses,
  askTcp,
  askUdp,
  decodeAnswer,
  dial,
  domain,
  encodeQuestion,
  get,
  handshake,
  lineClient,
  resourcesDir,
  soon,
  tlsError,
} from './demo-client.ts';

describe('the healthy demo world', () => {
  let host: DemoHost;
  beforeAll(async () => {
    host = await startDemoHost({ faults: [], resourcesDir });
  });
  afterAll(() => host.close());

  describe('DNS', () => {
    it('delegates from the root to the provider', async () => {
      const root = await askUdp(host, '45.80.1.4', domain, 'A');
      const registry = await askUdp(host, '45.80.3.4', domain, 'NS');
      const server = await askUdp(host, addresses.ns1, domain, 'A');
      expect([root, registry, server]).toEqual([
        {
          rcode: 'NOERROR',
          isAuthoritative: false,
          isTruncated: false,
          values: [],
          authorities: ['NS', 'NS'],
        },
        {
          rcode: 'NOERROR',
          isAuthoritative: false,
          isTruncated: false,
          values: [],
          authorities: ['NS', 'NS'],
        },
        {
          rcode: 'NOERROR',
          isAuthoritative: true,
          isTruncated: false,
          values: [addresses.web],
          authorities: [],
        },
      ]);
    });

    it('tells NXDOMAIN, NODATA and a foreign zone apart', async () => {
      const asked = [
        askUdp(host, addresses.ns1, `nothing.${domain}`, 'A'),
        askUdp(host, addresses.ns1, domain, 'SRV'),
        askUdp(host, addresses.ns1, 'northern-beacon.test', 'A'),
        askUdp(host, '45.80.3.4', domain, 'DS'),
      ];
      const found = (await Promise.all(asked)).map(({ rcode, authorities }) => [rcode, ...authorities]);
      expect(found).toEqual([['NXDOMAIN', 'SOA'], ['NOERROR', 'SOA'], ['REFUSED'], ['NOERROR', 'SOA']]);
    });

    it('resolves by the router, by a public resolver over TCP and by DoH', async () => {
      const mx = [{ preference: 10, exchange: 'mail1.demo-hosting.test' }];
      const router = await askUdp(host, '192.168.1.1', domain, 'MX');
      const stream = await askTcp(host, '45.90.53.53', domain, 'MX');
      const encoded = encodeQuestion(domain, 'MX', 0).toString('base64url');
      const doh = await rawGet(host, '45.91.53.53', 'dns.harbour-net.example', `/dns-query?dns=${encoded}`);
      expect([router.values, stream.values, decodeAnswer(doh).values]).toEqual([mx, mx, mx]);
    });

    it('finds the pointer of the mail server, in both families', async () => {
      const names = [
        '20.20.80.45.in-addr.arpa',
        `0.2.0.0.${'0.0.0.0.'.repeat(4)}0.2.0.0.8.b.d.0.e.0.a.2.ip6.arpa`,
      ];
      const found = await Promise.all(names.map((name) => askUdp(host, '192.168.1.1', name, 'PTR')));
      expect(found.map(({ values }) => values)).toEqual([
        ['mail1.demo-hosting.test'],
        ['mail1.demo-hosting.test'],
      ]);
    });

    it('keeps the letter case of the question', async () => {
      const payload = encodeQuestion('LightHouse-BAKERY.test', 'A');
      const signal = soon();
      const raw = await host.network.exchangeDatagram({
        address: addresses.ns1,
        port: 53,
        signal,
        payload,
        accepts: () => true,
      });
      expect(Buffer.from(raw).includes('LightHouse-BAKERY')).toBe(true);
    });
  });

  it('serves sites by name, and its own page otherwise', async () => {
    const [site, plain, other, bare] = await Promise.all([
      get(host, addresses.web, `https://www.${domain}/`),
      get(host, addresses.web, `http://${domain}/menu?x=1`),
      get(host, addresses.web, 'http://unknown.test/'),
      tlsError(host, addresses.web, 443, 'unknown.test'),
    ]);
    expect(site).toMatchObject({ status: 200, body: expect.stringContaining('Lighthouse Bakery') as string });
    expect(plain).toMatchObject({ status: 302, location: `https://${domain}/menu?x=1` });
    expect(other).toMatchObject({ status: 200, body: expect.stringContaining('Default page') as string });
    expect(bare).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it.each([
    [addresses.web, 443, domain],
    [addresses.web, 443, `www.${domain}`],
    [addresses.web, 990, `ftp.${domain}`],
    [addresses.mail, 465, `mail.${domain}`],
    [addresses.mail, 993, 'mail1.demo-hosting.test'],
    [addresses.mail, 995, `mail.${domain}`],
    ['2a0e:db8:20::10', 443, domain],
    ['45.90.1.1', 443, 'anchor.northern-beacon.test'],
  ])('shows a certificate that ordinary clients accept at %s port %i', async (address, port, name) => {
    expect(await tlsError(host, address, port, name)).toBeNull();
  });

  it('offers AUTH on submission after STARTTLS only', async () => {
    const plain = lineClient(await dial(host, addresses.mail, 587));
    await plain.until(/^220 mail1/);
    const before = await plain.say('EHLO client.test', /^250 /);
    await plain.say('STARTTLS', /^220 /);
    const secured = await plain.upgrade(host, `mail.${domain}`);
    const after = await secured.say('EHLO client.test', /^250 /);
    expect([/STARTTLS/.test(before), /AUTH/.test(before)]).toEqual([true, false]);
    expect([/STARTTLS/.test(after), /AUTH PLAIN LOGIN/.test(after)]).toEqual([false, true]);
    await secured.say('QUIT', /^221 /);
    secured.close();
  });

  it('relays for its own domain only on port 25', async () => {
    const client = lineClient(await dial(host, addresses.mail, 25));
    await client.until(/^220 /);
    await client.say('MAIL FROM:<>', /^250 /);
    expect(await client.say(`RCPT TO:<postmaster@${domain}>`, /^\d/)).toMatch(/^250 /);
    expect(await client.say('RCPT TO:<someone@elsewhere.test>', /^\d/)).toMatch(/^554 /);
    client.close();
  });

  it('upgrades IMAP and POP3', async () => {
    const imap = lineClient(await dial(host, addresses.mail, 143));
    expect(await imap.until(/^\* OK/)).toContain('LOGINDISABLED');
    await imap.say('a1 STARTTLS', /^a1 OK/);
    const securedImap = await imap.upgrade(host, `mail.${domain}`);
    expect(await securedImap.say('a2 CAPABILITY', /^a2 OK/)).toContain('AUTH=PLAIN');
    const pop3 = lineClient(await dial(host, addresses.mail, 110));
    await pop3.until(/^\+OK/);
    expect(await pop3.say('CAPA', /^\.$/)).toContain('STLS');
    await pop3.say('STLS', /^\+OK/);
    const securedPop3 = await pop3.upgrade(host, `mail.${domain}`);
    expect(await securedPop3.say('CAPA', /^\.$/)).toContain('SASL PLAIN LOGIN');
    securedImap.close();
    securedPop3.close();
  });

  it('lists a directory over FTP with TLS on both channels', async () => {
    const plain = lineClient(await dial(host, addresses.web, 21));
    await plain.until(/^220 /);
    expect(await plain.say('FEAT', /^211 /)).toContain('AUTH TLS');
    await plain.say('PASV', /^530 /);
    await plain.say('AUTH TLS', /^234 /);
    const client = await plain.upgrade(host, `ftp.${domain}`);
    await client.say('USER anonymous', /^331 /);
    await client.say('PASS x@', /^230 /);
    await client.say('PBSZ 0', /^200 /);
    await client.say('PROT P', /^200 /);
    const extended = await client.say('EPSV', /^229 /);
    const port = Number(/\|\|\|(\d+)\|/.exec(extended)?.[1]);
    const data = await dial(host, addresses.web, port);
    const listed = client.say('LIST', /^226 /);
    const { socket } = await handshake(host, data, `ftp.${domain}`);
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    expect([await listed, text]).toEqual([expect.stringContaining('226 '), expect.stringContaining('pub')]);
    client.close();
  });

  it('names its own address in the PASV answer and refuses unknown users', async () => {
    const client = lineClient(await dial(host, addresses.web, 21));
    await client.until(/^220 /);
    await client.say('USER root', /^331 /);
    await client.say('PASS guess', /^530 /);
    await client.say('USER ftp', /^331 /);
    await client.say('PASS x', /^230 /);
    expect(await client.say('PASV', /^227 /)).toContain(`(${addresses.web.replaceAll('.', ',')},`);
    client.close();
  });

  it('speaks SSH up to the list of methods', async () => {
    const client = new ssh2.Client();
    const failed = once(client, 'error').catch((error: unknown) => [error]);
    client.connect({ sock: await dial(host, addresses.web, 22), username: 'someone', authHandler: ['none'] });
    const [error] = (await failed) as [Error & { level: string }];
    expect(error.level).toBe('client-authentication');
    client.end();
  });

  it('knows the true time', async () => {
    const { address } = host.networkData.timeSources[0] ?? { address: '' };
    const payload = Buffer.alloc(48, 0);
    payload[0] = 0x23;
    payload.writeUInt32BE(77, 40);
    const signal = soon();
    const reply = Buffer.from(
      await host.network.exchangeDatagram({ address, port: 123, signal, payload, accepts: () => true }),
    );
    const seconds = reply.readUInt32BE(40) - 2_208_988_800;
    expect([reply[0], reply.readUInt32BE(24)]).toEqual([0x24, 77]);
    expect(Math.abs(seconds - Date.now() / 1000)).toBeLessThan(2);
  });

  it('answers the captive portal checks of every operator with 204', async () => {
    const checks = host.networkData.captivePortals.map(({ url, address }) => get(host, address ?? '', url));
    expect((await Promise.all(checks)).map(({ status }) => status)).toEqual([204, 204, 204]);
  });

  it('listens on every port that the network data names', async () => {
    const dialled = host.networkData.portListeners.flatMap(({ address, ports }) =>
      ports.map(async (port) => (await dial(host, address, port)).destroy()),
    );
    expect(dialled).toHaveLength(6 * 12);
    await Promise.all(dialled);
  });
});

async function rawGet(host: DemoHost, address: string, name: string, path: string): Promise<Buffer> {
  const { socket } = await handshake(host, await dial(host, address, 443), name);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  const all = Buffer.concat(chunks);
  return all.subarray(all.indexOf('\r\n\r\n') + 4);
}
