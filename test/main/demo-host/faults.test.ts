import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { rootCauses } from '../../../diagnostics/model/root-causes.ts';
import { sideOf } from '../../../diagnostics/model/vocabulary.ts';
import {
  listDemoFaults,
  startDemoHost,
  UnknownDemoFaultError,
  type DemoHost,
} from '../../../main/demo-host/index.ts';
import {
  addresses,
  askUdp,
  codeOf,
  dial,
  domain,
  get,
  handshake,
  lineClient,
  resourcesDir,
  soon,
  tlsError,
  verySoon,
  withDemo,
} from './demo-client.ts';

const router = '192.168.1.1';
const www = `www.${domain}`;
const page = (host: DemoHost, url = `https://${domain}/`) => get(host, addresses.web, url);
const webTls = (host: DemoHost, name = domain) => tlsError(host, addresses.web, 443, name);
const lookup = ({ network }: DemoHost, name: string) => network.lookup({ name, signal: soon() });
const asked = async (host: DemoHost, address: string, type: 'A' | 'AAAA' | 'MX' = 'A', name = domain) => {
  const { rcode, values } = await askUdp(host, address, name, type);
  return [rcode, ...values];
};

async function passiveReply(host: DemoHost): Promise<string> {
  const client = lineClient(await dial(host, addresses.web, 21));
  await client.say('USER anonymous', /^331 /);
  await client.say('PASS x@', /^230 /);
  const reply = await client.say('PASV', /^227 /);
  const [, high, low] = /,(\d+),(\d+)\)/.exec(reply) ?? [];
  const port = Number(high) * 256 + Number(low);
  const code = await codeOf(dial(host, addresses.web, port, AbortSignal.timeout(300)));
  client.close();
  return `${/\(([\d,]+),\d+,\d+\)/.exec(reply)?.[1] ?? ''} ${code}`;
}

async function ehlo(host: DemoHost, address: string): Promise<string> {
  const client = lineClient(await dial(host, address, 587));
  await client.until(/^220 /);
  const reply = await client.say('EHLO client.test', /^250 /);
  client.close();
  return reply;
}

/** What an ordinary client sees of each fault, and the same look at the healthy world. */
const looks: Readonly<Record<string, readonly [look: (host: DemoHost) => Promise<unknown>, seen: unknown]>> =
  {
    'expired-certificate': [webTls, 'CERT_HAS_EXPIRED'],
    'not-yet-valid-certificate': [webTls, 'CERT_NOT_YET_VALID'],
    'missing-intermediate': [
      (host) => tlsError(host, addresses.mail, 993, `mail.${domain}`),
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ],
    'missing-intermediate-web': [webTls, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    'wrong-name-certificate': [webTls, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    'uncovered-name-certificate': [
      async (host) => [await webTls(host), await webTls(host, www)],
      ['ERR_TLS_CERT_ALTNAME_INVALID', null],
    ],
    'self-signed-certificate': [webTls, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    'plain-text-on-https': [(host) => codeOf(webTls(host)), 'ERR_SSL_WRONG_VERSION_NUMBER'],
    'passive-private-address': [passiveReply, '10,20,0,10 none'],
    'passive-range-closed': [passiveReply, '45,80,20,10 TimeoutError'],
    'mx-without-address': [
      async (host) => [await asked(host, router, 'MX'), await codeOf(lookup(host, `mx.${domain}`))],
      [
        [
          'NOERROR',
          { preference: 10, exchange: `mx.${domain}` },
          { preference: 20, exchange: 'mail1.demo-hosting.test' },
        ],
        'ENOTFOUND',
      ],
    ],
    'mx-missing': [(host) => asked(host, router, 'MX'), ['NOERROR']],
    'imap-ports-silent': [
      (host) => Promise.all([143, 993].map((port) => codeOf(dial(host, addresses.mail, port, verySoon())))),
      ['TimeoutError', 'TimeoutError'],
    ],
    'port25-rejected': [
      async (host) => [
        await codeOf(dial(host, addresses.mail, 25)),
        await codeOf(dial(host, '45.90.25.25', 25)),
      ],
      ['ECONNREFUSED', 'ECONNREFUSED'],
    ],
    'port25-blocked': [
      (host) =>
        Promise.all(
          [addresses.mail, '45.90.25.25', '2a0e:dc2:25::25'].map((address) =>
            codeOf(dial(host, address, 25, verySoon())),
          ),
        ),
      ['TimeoutError', 'TimeoutError', 'TimeoutError'],
    ],
    'submission-port-closed': [(host) => codeOf(dial(host, addresses.mail, 587)), 'ECONNREFUSED'],
    'mail-ports-refused': [(host) => codeOf(dial(host, addresses.mail, 993)), 'ECONNREFUSED'],
    'server-silent': [(host) => codeOf(dial(host, addresses.web, 22, verySoon())), 'TimeoutError'],
    'web-5xx': [
      async (host) => [
        (await page(host)).status,
        (await page(host, `https://${domain}/robots.txt`)).status,
        (await page(host, 'https://corner-bookshop.test/')).status,
      ],
      [500, 200, 200],
    ],
    'web-5xx-everywhere': [
      async (host) => [(await page(host)).status, (await page(host, 'https://corner-bookshop.test/')).status],
      [503, 503],
    ],
    'account-suspended': [async (host) => /account has been suspended/i.test((await page(host)).body), true],
    'redirect-loop': [async (host) => (await page(host)).location, `https://${domain}/`],
    'lame-name-server': [(host) => asked(host, addresses.ns2), ['REFUSED']],
    'servers-disagree': [(host) => asked(host, addresses.ns2), ['NOERROR', '45.80.20.66']],
    'name-servers-silent': [
      async (host) => [
        await asked(host, router),
        await codeOf(askUdp(host, addresses.ns1, domain, 'A', verySoon())),
      ],
      [['SERVFAIL'], 'TimeoutError'],
    ],
    'dns-elsewhere': [
      async (host) => [await asked(host, router), await asked(host, addresses.ns1)],
      [['NOERROR', '45.85.66.10'], ['REFUSED']],
    ],
    'no-delegation': [(host) => asked(host, '45.80.3.4'), ['NXDOMAIN']],
    'name-missing': [(host) => asked(host, router), ['NOERROR']],
    'private-address-record': [(host) => asked(host, router), ['NOERROR', '192.168.178.40']],
    'dead-ipv6': [
      async (host) => [
        await asked(host, router, 'AAAA'),
        await codeOf(dial(host, '2a0e:dbc:66::66', 443, verySoon())),
      ],
      [['NOERROR', '2a0e:dbc:66::66'], 'TimeoutError'],
    ],
    'starttls-stripped': [
      async (host) => [
        /STARTTLS/.test(await ehlo(host, addresses.mail)),
        /STARTTLS/.test(await ehlo(host, '45.91.25.25')),
      ],
      [false, false],
    ],
    'intercepted-tls': [
      async (host) => {
        const { socket, error, certificate } = await handshake(
          host,
          await dial(host, '45.90.1.1', 443),
          'anchor.northern-beacon.test',
        );
        socket.destroy();
        return [error, certificate.issuer.CN, host.network.systemRoots()?.length];
      },
      ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'Office Web Shield CA', 2],
    ],
    'hosts-override': [(host) => lookup(host, domain), [{ address: '45.85.66.10', family: 4 }]],
    'wrong-clock': [async ({ clock }) => Math.round((clock.now() - Date.now()) / 86_400_000), 400],
    'stale-resolver': [
      async (host) => [await asked(host, router), await asked(host, '45.90.53.53')],
      [
        ['NOERROR', '45.85.66.10'],
        ['NOERROR', addresses.web],
      ],
    ],
    'broken-resolver': [
      async (host) => [await codeOf(lookup(host, domain)), await asked(host, '45.90.53.53')],
      ['EAI_AGAIN', ['NOERROR', addresses.web]],
    ],
    'broken-ipv6': [
      async (host) => [await codeOf(dial(host, '2a0e:dc1:1::1', 443)), await webTls(host)],
      ['EHOSTUNREACH', null],
    ],
    'captive-portal': [
      async (host) => [
        (await get(host, '45.90.1.1', 'http://check.northern-beacon.test/generate_204')).location,
        await codeOf(dial(host, '45.90.1.1', 443)),
      ],
      ['http://login.harbour-hotel.test/', 'ECONNREFUSED'],
    ],
    'line-down': [
      async (host) => [await asked(host, router), await codeOf(dial(host, '45.90.1.1', 443))],
      [['SERVFAIL'], 'EHOSTUNREACH'],
    ],
    offline: [
      async (host) => [await codeOf(lookup(host, domain)), await codeOf(dial(host, '45.90.1.1', 443))],
      ['EAI_AGAIN', 'ENETUNREACH'],
    ],
  };

describe('demo faults', () => {
  it.each(Object.entries(looks))('%s shows, and only when planted', async (id, [look, seen]) => {
    expect(await withDemo([id], look)).toEqual(seen);
    expect(await withDemo([], look)).not.toEqual(seen);
  });

  it('are all looked at here, all worded, and each on its right side', async () => {
    const faults = await listDemoFaults(resourcesDir);
    expect(faults.map(({ id }) => id).sort()).toEqual(Object.keys(looks).sort());
    // The demo shows what loopback can; the lab has the rest, and `test/registry.test.ts` wants a world for every rule.
    const known = new Set<string>(Object.keys(rootCauses));
    expect(faults.filter(({ expected }) => !known.has(expected.rootCause))).toEqual([]);
    expect(new Set(faults.map(({ expected }) => expected.rootCause)).size).toBeGreaterThanOrEqual(35);
    expect(faults.filter(({ expected }) => sideOf[expected.faultDomain] !== expected.side)).toEqual([]);
    for (const language of ['en', 'fr', 'nl']) {
      const file = await readFile(`${resourcesDir}/locales/demo.${language}.json`, 'utf8');
      const keys = ['demo.fault.unknown', ...faults.flatMap(({ title, change }) => [title, change])];
      expect(Object.keys(JSON.parse(file) as object).sort()).toEqual(keys.sort());
    }
  });

  it('show at least four problems on at least three sides by default', async () => {
    const chosen = (await listDemoFaults(resourcesDir)).filter(({ isDefault }) => isDefault);
    const sides = new Set(chosen.map(({ expected }) => expected.side));
    expect(chosen.length).toBeGreaterThanOrEqual(4);
    expect([...sides].sort()).toEqual(['customer', 'network_path', 'provider']);
  });

  it('can be planted together', () =>
    withDemo(['expired-certificate', 'mx-without-address', 'submission-port-closed'], async (host) => {
      const seen = [
        await webTls(host),
        (await asked(host, router, 'MX')).length,
        await codeOf(dial(host, addresses.mail, 587)),
      ];
      expect(seen).toEqual(['CERT_HAS_EXPIRED', 3, 'ECONNREFUSED']);
    }));

  it('refuses an id that does not exist, naming those that do', async () => {
    const error: unknown = await startDemoHost({ faults: ['no-such-fault'], resourcesDir }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(UnknownDemoFaultError);
    expect(error).toMatchObject({
      code: 'unknown_demo_fault',
      fault: 'no-such-fault',
      known: expect.arrayContaining(['expired-certificate']) as unknown,
    });
  });

  it('takes a patch of its own', async () => {
    const patch = { hosts: { web1: { ports: { '22': 'dropped' } } } };
    const host = await startDemoHost({ faults: [], resourcesDir, patch });
    expect(await codeOf(dial(host, addresses.web, 22, verySoon()))).toBe('TimeoutError');
    await host.close();
  });
});
