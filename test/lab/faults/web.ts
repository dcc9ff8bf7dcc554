// Faults of what a web site answers, over a sound connection.

import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { behaviourPath, webConfigPath } from '../services/nginx.ts';
import { tcp } from '../services/service.ts';
import type { Service } from '../services/service.ts';
import { hosts } from '../world/topology.ts';
import { defineFault } from './fault.ts';
import { page, serviceDaemons, shop } from './parts.ts';

const site = z.enum([shop, 'neighbour.test', 'studio.test']).default(shop);
const server = serviceDaemons.web[0];
const slowPort = 9070;

/** nginx inside a site's server block. */
const answer = (location: string, status: number, title: string, text: string): string =>
  `location ${location} { default_type text/html; return ${status} "<!doctype html><title>${title}</title><h1>${title}</h1><p>${text}</p>\\n"; }\n`;

/** Files on disk still come through when only the program behind the site fails. */
const staticFiles = 'location ~ \\.(css|txt)$ { default_type text/plain; return 200 "static\\n"; }\n';

export const webError = defineFault({
  id: 'web-error',
  summary: 'The site answers with a server error, on every request or on its pages alone.',
  params: z.strictObject({
    site,
    status: z.int().min(500).max(599).default(500),
    only: z.enum(['everything', 'pages']).default('everything'),
  }),
  examples: [{ status: 503, only: 'pages' }],
  inject: (world, { site: name, status, only }) =>
    world.change.reconfigure([server], {
      [behaviourPath(server, name)]: () =>
        `${only === 'pages' ? staticFiles : ''}${answer('/', status, `${status} error`, 'The server could not answer.')}`,
    }),
  witness: ({ site: name, status }) => ({
    run: `${page(`https://${name}/`)}; ${page(`https://${name}/style.css`)}`,
    shows: new RegExp(`^HTTP/2 ${status}`),
    normally: /^HTTP\/2 200/,
  }),
});

export const webServerError = defineFault({
  id: 'web-server-error',
  summary: 'Every site of the web server answers with a server error.',
  params: z.strictObject({ status: z.int().min(500).max(599).default(503) }),
  inject: (world, { status }) => {
    const broken = (): string => answer('/', status, `${status} error`, 'The server is overloaded.');
    const sites = [shop, 'neighbour.test', 'studio.test', 'web1.hoster.example'];
    return world.change.reconfigure(
      [server],
      Object.fromEntries(sites.map((name) => [behaviourPath(server, name), broken])),
    );
  },
  witness: ({ status }) => ({
    run: page('https://neighbour.test/'),
    shows: new RegExp(`^HTTP/2 ${status}`),
    normally: /^HTTP\/2 200/,
  }),
});

/** A stand-in for the program behind a site; nginx hands requests on to it. */
const slowly = (seconds: number): Service => ({
  name: 'slow-program',
  node: 'web1',
  command: [
    process.execPath,
    fileURLToPath(new URL('../servers/slow-program.ts', import.meta.url)),
    String(slowPort),
    String(seconds),
  ],
  files: {},
  listens: tcp('127.0.0.1', slowPort),
});
const handOn = `location / { proxy_pass http://127.0.0.1:${slowPort}; proxy_set_header Host $host; }\n`;
const firstByteOf = (url: string): string =>
  `curl -ksS -m 20 -o /dev/null -w '%{time_starttransfer}\\n' ${url}`;

export const slowPages = defineFault({
  id: 'slow-pages',
  summary:
    'The program behind one site takes seconds for each page, or for ever; files of the site still come at once.',
  params: z.strictObject({ site, seconds: z.int().min(1).max(60).default(4) }),
  inject: async (world, { site: name, seconds }) => {
    await world.change.launch(slowly(seconds));
    await world.change.reconfigure([server], { [behaviourPath(server, name)]: () => staticFiles + handOn });
  },
  witness: ({ site: name }) => ({
    run: `${firstByteOf(`https://${name}/`)}; ${firstByteOf(`https://${name}/style.css`)}`,
    shows: /^[1-9].*\n0\./,
    normally: /^0\..*\n0\./,
  }),
});

export const slowWebServer = defineFault({
  id: 'slow-web-server',
  summary: 'The whole web server is overloaded: every page and every file of every site takes seconds.',
  params: z.strictObject({ seconds: z.int().min(1).max(60).default(4) }),
  inject: async (world, { seconds }) => {
    await world.change.launch(slowly(seconds));
    const sites = [shop, 'neighbour.test', 'studio.test', 'web1.hoster.example'];
    await world.change.reconfigure(
      [server],
      Object.fromEntries(sites.map((name) => [behaviourPath(server, name), () => handOn])),
    );
  },
  witness: () => ({
    run: `${firstByteOf('https://neighbour.test/')}; ${firstByteOf(`https://${shop}/style.css`)}`,
    shows: /^[1-9].*\n[1-9]/,
    normally: /^0\..*\n0\./,
  }),
});

export const accountSuspended = defineFault({
  id: 'account-suspended',
  summary: "The site shows the provider's page for a suspended account.",
  params: z.strictObject({ site, status: z.int().min(200).max(599).default(403) }),
  examples: [{ status: 200 }],
  inject: (world, { site: name, status }) =>
    world.change.reconfigure([server], {
      [behaviourPath(server, name)]: () =>
        answer(
          '/',
          status,
          'Account Suspended',
          'This account has been suspended. Contact your hosting provider for more information.',
        ),
    }),
  witness: ({ site: name, status }) => ({
    run: page(`https://${name}/`),
    shows: new RegExp(`^HTTP/2 ${status}(.*\\n)*.*Account Suspended`),
    normally: /^HTTP\/2 200(.*\n)*.*Welcome to/,
  }),
});

export const databaseError = defineFault({
  id: 'database-error',
  summary: "The site's program cannot reach its database; static files still come through.",
  params: z.strictObject({ site }),
  inject: (world, { site: name }) =>
    world.change.reconfigure([server], {
      [behaviourPath(server, name)]: () =>
        staticFiles + answer('/', 500, 'Database Error', 'Error establishing a database connection'),
    }),
  witness: ({ site: name }) => ({
    run: `${page(`https://${name}/`)}; ${page(`https://${name}/style.css`)}`,
    shows: /^HTTP\/2 500(.*\n)*.*Error establishing a database connection(.*\n)*HTTP\/2 200/,
    normally: /^HTTP\/2 200/,
  }),
});

export const redirectLoop = defineFault({
  id: 'redirect-loop',
  summary: 'The site redirects every request to itself, without end.',
  params: z.strictObject({ site }),
  inject: (world, { site: name }) =>
    world.change.reconfigure([server], {
      [behaviourPath(server, name)]: () => 'location / { return 302 https://$host$request_uri; }\n',
    }),
  witness: ({ site: name }) => ({
    run: `curl -ksSL --max-redirs 5 -m 5 -o /dev/null https://${name}/`,
    shows: /Maximum \(5\) redirects followed/,
    normally: /^$/,
  }),
});

export const redirectsToWww = defineFault({
  id: 'redirects-to-www',
  summary: 'The site sends its bare name on to www, as most sites do in one direction (no fault).',
  params: z.strictObject({ site }),
  inject: (world, { site: name }) =>
    world.change.reconfigure([server], {
      [behaviourPath(server, name)]: (text) =>
        `if ($host = ${name}) { return 301 https://www.${name}$request_uri; }\n${text}`,
    }),
  witness: ({ site: name }) => ({
    run: `curl -ksSL -m 5 -o /dev/null -w '%{http_code} %{num_redirects} %{url_effective}' http://${name}/`,
    shows: new RegExp(`^200 2 https://www.${name}/`),
    normally: new RegExp(`^200 1 https://${name}/`),
  }),
});

export const siteNotSetUp = defineFault({
  id: 'site-not-set-up',
  summary:
    'The web server does not know the site: it answers for the name as for any other, with its own page.',
  params: z.strictObject({ site }),
  inject: (world, { site: name }) =>
    world.change.reconfigure([server], {
      [webConfigPath(server)]: (text) =>
        text.replaceAll(`server_name ${name} www.${name};`, 'server_name lost.invalid;'),
    }),
  witness: ({ site: name }) => ({
    run: page(`https://${name}/`),
    shows: new RegExp(`Welcome to ${hosts.web1.name}`),
    normally: new RegExp(`Welcome to ${name}`),
  }),
});

export const nameRefused = defineFault({
  id: 'web-name-refused',
  summary:
    'The web server ends the TLS handshake of one site by an alert (unrecognized_name), in its own words.',
  params: z.strictObject({ site }),
  inject: (world, { site: name }) =>
    world.change.reconfigure([server], {
      [behaviourPath(server, name)]: (text) => `ssl_reject_handshake on;\n${text}`,
    }),
  witness: ({ site: name }) => ({
    run: `timeout 5 openssl s_client -connect ${hosts.web1.v4}:443 -servername ${name} </dev/null 2>&1 | grep -E '^issuer|alert'`,
    shows: /alert/,
    normally: /^issuer=/,
  }),
});
