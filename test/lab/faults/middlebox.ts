// Faults by a box in the customer's network that answers in somebody else's place.

import { z } from 'zod';
import {
  ftpHelper,
  ftpHelperPort,
  interceptingProxy,
  portal,
  portalPort,
  proxyPort,
} from '../services/middleboxes.ts';
import { certificateSlots, certificateTable } from '../world/certificates.ts';
import { shopLogin } from '../world/accounts.ts';
import { hosts } from '../world/topology.ts';
import { defineFault } from './fault.ts';
import { handshake, hostName, page, shop } from './parts.ts';
import { forward } from './path.ts';

const prerouting = (rules: string): string =>
  `chain prerouting { type nat hook prerouting priority -110; policy accept;\n${rules}\n}`;

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

export const tlsIntercepted = defineFault({
  id: 'tls-intercepted',
  summary:
    'A web shield ends all https, or that of one server, with certificates of its own authority, which the computer trusts or not.',
  params: z.strictObject({ trusted: z.boolean().default(true), to: hostName.optional() }),
  examples: [{ trusted: false }],
  inject: async (world, { trusted, to }) => {
    const certificates = await Promise.all(
      certificateSlots.map(async (slot) => {
        const { names } = certificateTable[slot];
        return { names, ...(await world.pki.issue({ names, authority: 'proxy' })) };
      }),
    );
    await world.change.launch(interceptingProxy(certificates));
    const only = to === undefined ? [''] : [`ip daddr ${hosts[to].v4} `, `ip6 daddr ${hosts[to].v6} `];
    const rules = only.map((match) => `iifname "customer" ${match}tcp dport 443 redirect to :${proxyPort}`);
    await world.change.nft('home', prerouting(rules.join('\n')));
    if (!trusted) return;
    const root = await world.pki.rootCertificate('proxy');
    await world.change.seatFile('ssl/certs/ca-certificates.crt', (text) => text + root);
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
