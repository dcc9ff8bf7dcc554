// What a site speaks beside HTTP/1.1 and says of itself: HTTP/2, the announcements of newer versions, and the file for researchers.

import { z } from 'zod';
import { behaviourPath, webConfigPath } from '../services/nginx.ts';
import { hosts } from '../world/topology.ts';
import { defineFault } from './fault.ts';
import { owner, page, serviceDaemons, shop } from './parts.ts';

const server = serviceDaemons.web[0];
const behaviour = behaviourPath(server, shop);
const spoken = (option: string): string =>
  `curl -ksS -m 5 ${option} -o /dev/null -w '%{http_version} %{http_code}\\n' https://${shop}/`;

export const http2Broken = defineFault({
  id: 'http2-broken',
  summary:
    'The web server sends a header over HTTP/2 that the protocol forbids (Upgrade), as servers do that hand on what another behind them said; on every answer, or on the page alone.',
  params: z.strictObject({ on: z.enum(['everything', 'page']).default('everything') }),
  examples: [{ on: 'page' }],
  inject: (world, { on }) =>
    world.change.reconfigure([server], {
      [behaviour]: (text) => {
        const header = 'add_header Upgrade "h2,h2c" always;';
        return on === 'everything'
          ? `${header}\n${text}`
          : text.replace('location = / {', `location = / { ${header}`);
      },
    }),
  witness: () => ({
    run: `${spoken('--http2')}; ${spoken('--http1.1')}`,
    shows: /1\.1 200[^]*PROTOCOL_ERROR/,
    normally: /^2 200\n1\.1 200/,
  }),
});

export const http2Missing = defineFault({
  id: 'http2-missing',
  summary: 'The web server takes no HTTP/2 (no fault: pages come over HTTP/1.1).',
  params: z.strictObject({}),
  inject: (world) =>
    world.change.reconfigure([server], {
      [webConfigPath(server)]: (text) => text.replaceAll(' ssl http2', ' ssl'),
    }),
  witness: () => ({ run: spoken('--http2'), shows: /^1\.1 200/, normally: /^2 200/ }),
});

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
const securityTexts = {
  good: `Contact: mailto:security@${shop}\\nExpires: ${day(90)}\\n`,
  expired: `Contact: mailto:security@${shop}\\nExpires: ${day(-30)}\\n`,
  nobody: `Expires: ${day(90)}\\n`,
} as const;

export const securityText = defineFault({
  id: 'security-text',
  summary:
    'The site has a file for people who find a hole in it (security.txt): in force, run out, or without a contact (no fault).',
  params: z.strictObject({ state: z.enum(['good', 'expired', 'nobody']).default('good') }),
  examples: [{ state: 'expired' }, { state: 'nobody' }],
  inject: (world, { state }) =>
    world.change.reconfigure([server], {
      [behaviour]: (text) =>
        `location = /.well-known/security.txt { default_type text/plain; return 200 "${securityTexts[state]}"; }\n${text}`,
    }),
  witness: () => ({
    run: page(`https://${shop}/.well-known/security.txt`),
    shows: /Expires: 2/,
    normally: /404/,
  }),
});

export const httpsRecord = defineFault({
  id: 'https-record',
  summary:
    'An HTTPS record and the header Alt-Svc announce HTTP/2 and HTTP/3 (no fault), or the record still names the server that the site moved away from.',
  params: z.strictObject({ hints: z.enum(['own', 'old']).default('own') }),
  examples: [{ hints: 'old' }],
  inject: async (world, { hints }) => {
    const { v4, v6 } = hints === 'own' ? hosts.web1 : hosts.oldServer;
    await world.change.zone(shop, (old) => [
      ...old,
      [owner(shop, '@'), 'HTTPS', `1 . alpn=h2,h3 ipv4hint=${v4} ipv6hint=${v6}`] as const,
    ]);
    await world.change.reconfigure([server], {
      [behaviour]: (text) => `add_header Alt-Svc 'h3=":443"; ma=86400';\n${text}`,
    });
  },
  witness: () => ({
    run: `dig +noall +comments +answer ${shop} TYPE65; curl -ksSI -m 5 https://${shop}/ | grep -i alt-svc`,
    shows: /ANSWER: 1[^]*alt-svc: h3/i,
    normally: /ANSWER: 0/,
  }),
});
