// Faults by a box in the customer's network that answers in somebody else's place.

import { z } from 'zod';
import { interceptingProxy, portal, portalPort, proxyPort } from '../services/middleboxes.ts';
import { certificateSlots, certificateTable } from '../world/certificates.ts';
import { hosts } from '../world/topology.ts';
import { defineFault } from './fault.ts';
import { handshake, page, shop } from './parts.ts';
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
    'A web shield ends all https with certificates of its own authority, which the computer trusts or not.',
  params: z.strictObject({ trusted: z.boolean().default(true) }),
  examples: [{ trusted: false }],
  inject: async (world, { trusted }) => {
    const certificates = await Promise.all(
      certificateSlots.map(async (slot) => {
        const { names } = certificateTable[slot];
        return { names, ...(await world.pki.issue({ names, authority: 'proxy' })) };
      }),
    );
    await world.change.launch(interceptingProxy(certificates));
    await world.change.nft('home', prerouting(`iifname "customer" tcp dport 443 redirect to :${proxyPort}`));
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
