// Faults by a box in the customer's network that answers in somebody else's place.

import { z } from 'zod';
import {
  forwardProxy,
  forwardProxyPort,
  ftpHelper,
  ftpHelperPort,
  interceptingProxy,
  mailPorts,
  mailShield,
  portal,
  portalPort,
  proxyPort,
  shieldPortShift,
} from '../services/middleboxes.ts';
import { certificateSlots, certificateTable } from '../world/certificates.ts';
import { shopLogin } from '../world/accounts.ts';
import type { ProxySettings } from '../services/middleboxes.ts';
import { hosts, seatAddresses } from '../world/topology.ts';
import type { World } from '../world/world.ts';
import { defineFault } from './fault.ts';
import { handshake, hostName, page, shop } from './parts.ts';
import { forward, prerouting } from './path.ts';

export const captivePortal = defineFault({
  id: 'captive-portal',
  summary:
    'A guest network that wants a sign-in: http is redirected to its page, all else but DNS is refused.',
  params: z.strictObject({}),
  inject: async (world) => {
    await world.change.launch(portal());
    await world.change.nft(
      'home',
      [
        prerouting(`iifname "customer" tcp dport 80 redirect to :${portalPort}`),
        forward(`iifname "customer" udp dport 53 accept
iifname "customer" tcp dport 53 accept
iifname "customer" meta l4proto tcp reject with tcp reset
iifname "customer" drop`),
      ].join('\n'),
    );
  },
  witness: () => ({
    run: page(`http://connectivity.${hosts.opA.name}/generate_204`),
    shows: /^HTTP\/1.1 302 .*\n(.*\n)*location: http:\/\/192\.168\.1\.1:8080\/login/,
    normally: /^HTTP\/1.1 204/,
  }),
});

/** Every certificate of this world once more, of the shield's own authority. */
const resigned = (world: World): Promise<ProxySettings['certificates']> =>
  Promise.all(
    certificateSlots.map(async (slot) => {
      const { names } = certificateTable[slot];
      return { names, ...(await world.pki.issue({ names, authority: 'proxy' })) };
    }),
  );

async function trustShield(world: World): Promise<void> {
  const root = await world.pki.rootCertificate('proxy');
  await world.change.seatFile('ssl/certs/ca-certificates.crt', (text) => text + root);
}

export const tlsIntercepted = defineFault({
  id: 'tls-intercepted',
  summary:
    'A web shield ends all https, or that of one server, with certificates of its own authority, which the computer trusts or not.',
  params: z.strictObject({ trusted: z.boolean().default(true), to: hostName.optional() }),
  examples: [{ trusted: false }],
  inject: async (world, { trusted, to }) => {
    await world.change.launch(interceptingProxy(await resigned(world)));
    const only = to === undefined ? [''] : [`ip daddr ${hosts[to].v4} `, `ip6 daddr ${hosts[to].v6} `];
    const rules = only.map((match) => `iifname "customer" ${match}tcp dport 443 redirect to :${proxyPort}`);
    await world.change.nft('home', prerouting(rules.join('\n')));
    if (trusted) await trustShield(world);
  },
  witness: ({ trusted }) => ({
    run: `curl -sS -m 5 https://${shop}; ${handshake(hosts.opA.name, 443)}`,
    shows: trusted
      ? /Welcome to shop(.*\n)*issuer=.*Homeguard Web Shield/
      : /issuer=.*Homeguard Web Shield(.*\n)*.*unable to get local issuer/,
    normally: /Welcome to shop(.*\n)*issuer=.*Harbour Trust/,
  }),
});

export const ftpRouterRewrites = defineFault({
  id: 'ftp-router-rewrites',
  summary:
    "The home router's FTP helper writes a private address into the server's PASV answers; over TLS it cannot, unless it also takes TLS away.",
  params: z.strictObject({ address: z.string().default('10.0.0.5'), hidesTls: z.boolean().default(false) }),
  examples: [{ hidesTls: true }],
  inject: async (world, { address, hidesTls }) => {
    await world.change.launch(ftpHelper(address, hidesTls));
    const { v4, v6 } = hosts.web1;
    await world.change.nft(
      'home',
      prerouting(
        [`ip daddr ${v4}`, `ip6 daddr ${v6}`]
          .map((match) => `iifname "customer" ${match} tcp dport 21 redirect to :${ftpHelperPort}`)
          .join('\n'),
      ),
    );
  },
  witness: ({ address, hidesTls }) => {
    const pasv = `curl -4 -sS -v -m 4 --disable-epsv -u ${shopLogin.user}:${shopLogin.password} ftp://ftp.${shop}/ 2>&1 | tr -d '\\r' | grep -E '^< 227'`;
    const tls = `timeout 5 openssl s_client -connect ftp.${shop}:21 -starttls ftp </dev/null 2>&1 | grep -cE '^issuer'`;
    return {
      run: `${pasv}; ${tls}`,
      shows: new RegExp(`227 .*\\(${address.replaceAll('.', ',')},[^]*\n${hidesTls ? 0 : 1}$`),
      normally: /227 .*\(45,80,20,10,[^]*\n1$/,
    };
  },
});

export const mailShielded = defineFault({
  id: 'mail-shield',
  summary:
    'A mail shield near the customer greets on all mail ports in the place of any server and ends TLS with its own authority; the web is left alone.',
  params: z.strictObject({ trusted: z.boolean().default(true) }),
  examples: [{ trusted: false }],
  inject: async (world, { trusted }) => {
    await world.change.launch(mailShield(await resigned(world)));
    const rules = mailPorts.map(
      (port) => `iifname "customer" tcp dport ${port} redirect to :${port + shieldPortShift}`,
    );
    await world.change.nft('home', prerouting(rules.join('\n')));
    if (trusted) await trustShield(world);
  },
  witness: () => ({
    run: `${handshake(`mail.${shop}`, 993)}; timeout 2 nc -w1 ${hosts.mail.v4} 25 </dev/null | head -1`,
    shows: /issuer=.*Homeguard Web Shield(.*\n)*220 mail shield/,
    normally: /issuer=.*Meadow Trust(.*\n)*220 mail\.hoster/,
  }),
});

export const officeProxy = defineFault({
  id: 'office-proxy',
  summary:
    'An office network with a proxy, which is set on the computer; all else is dropped or gets out as well, and the proxy may refuse names (no fault).',
  params: z.strictObject({
    only: z.boolean().default(true),
    dns: z.boolean().default(true),
    denied: z.array(z.string()).default([]),
  }),
  examples: [{ dns: false }, { only: false, denied: [shop] }],
  inject: async (world, { only, dns, denied }) => {
    await world.change.launch(forwardProxy(denied));
    world.change.proxy(`${seatAddresses.gateway}:${forwardProxyPort}`);
    if (!only) return;
    const { v4 } = hosts.ispResolver;
    const lookups = dns
      ? `iifname "customer" ip daddr ${v4} meta l4proto { tcp, udp } th dport 53 accept\n`
      : '';
    await world.change.nft('home', forward(`${lookups}iifname "customer" drop`));
  },
  witness: ({ only, dns, denied }) => {
    const isDenied = denied.includes(shop);
    return {
      run: `curl -sS -m 4 -o /dev/null -w 'site %{http_code}\n' https://${shop}/ 2>&1; curl --noproxy '*' -sS -m 3 -o /dev/null -w 'direct %{http_code}\n' https://${hosts.opA.v4}/ -k 2>&1; echo proxy: $https_proxy; timeout 3 dig +tries=1 +time=1 +short ${shop}`,
      shows: new RegExp(
        `${isDenied ? 'response 403' : 'site 200'}[^]*direct ${only ? '000' : '200'}[^]*proxy: http[^]*${dns || !only ? '45\\.80' : '(timed out|no servers)'}`,
      ),
      normally: /site 200[^]*direct 200[^]*proxy:\n45\.80/,
    };
  },
});

export const proxySettingStale = defineFault({
  id: 'proxy-setting-stale',
  summary: 'The computer is set to a proxy that is not there; everything gets out without it.',
  params: z.strictObject({ proxy: z.string().default(`${seatAddresses.gateway}:3129`) }),
  inject: async (world, { proxy }) => {
    world.change.proxy(proxy);
    await Promise.resolve();
  },
  witness: () => ({
    run: `curl -sS -m 4 -o /dev/null -w 'site %{http_code}\n' https://${shop}/ 2>&1; curl --noproxy '*' -sS -m 4 -o /dev/null -w 'direct %{http_code}\n' https://${shop}/ 2>&1`,
    shows: /site 000[^]*direct 200/,
    normally: /site 200[^]*direct 200/,
  }),
});
