// Faults of what a web site answers, over a sound connection.

import { z } from 'zod';
import { behaviourPath, webConfigPath } from '../services/nginx.ts';
import { hosts } from '../world/topology.ts';
import { defineFault } from './fault.ts';
import { page, serviceDaemons, shop } from './parts.ts';

const site = z.enum([shop, 'neighbour.test', 'studio.test']).default(shop);
const server = serviceDaemons.web[0];

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
