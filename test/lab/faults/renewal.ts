// What keeps an automatic certificate from being renewed: in DNS, or on the path over which authorities prove a name.

import { z } from 'zod';
import { behaviourPath } from '../services/nginx.ts';
import { hosts } from '../world/topology.ts';
import { defineFault } from './fault.ts';
import { domain, hostName, literally, owner, page, serviceDaemons, shop, webNames } from './parts.ts';

const caaText = z.string().regex(/^\d+ \w+ "[^"]*"$/, 'such as: 0 issue "ca.example"');

export const caaRecords = defineFault({
  id: 'caa-records',
  summary:
    'CAA records say which authorities may issue: by default one that the provider does not use (others may be harmless).',
  params: z.strictObject({
    domain,
    name: z.string().default('@'),
    records: z.array(caaText).min(1).default(['0 issue "digicert.com"']),
  }),
  examples: [
    { records: ['0 issuewild ";"'] },
    { records: ['0 issue "ca.demo"', '128 tbs "unknown"'] },
    { name: 'www', records: ['0 issue ";"'] },
  ],
  inject: (world, { domain: origin, name, records }) =>
    world.change.zone(origin, (old) => [
      ...old,
      ...records.map((value) => [owner(origin, name), 'CAA', value] as const),
    ]),
  witness: ({ domain: origin, name }) => ({
    run: `dig +noall +comments +answer ${owner(origin, name)} CAA`,
    shows: /IN\s+CAA\s+\d+ \w+ "/,
    normally: /ANSWER: 0/,
  }),
});

export const caaAlias = defineFault({
  id: 'caa-alias',
  summary: 'A name is an alias into another zone, whose CAA records then count for it.',
  params: z.strictObject({
    domain,
    name: z.string().default('www'),
    records: z.array(caaText).min(1).default(['0 issue "digicert.com"']),
  }),
  inject: async (world, { domain: origin, name, records }) => {
    const target = `edge.${hosts.thirdWeb.name.split('.').slice(-2).join('.')}`;
    await world.change.zone('mailco.net', (old) => [
      ...old,
      [`${target}.`, 'A', hosts.web1.v4],
      [`${target}.`, 'AAAA', hosts.web1.v6],
      ...records.map((value) => [`${target}.`, 'CAA', value] as const),
    ]);
    await world.change.zone(origin, (old) => [
      ...old.filter(([one]) => one !== owner(origin, name)),
      [owner(origin, name), 'CNAME', `${target}.`],
    ]);
  },
  witness: ({ domain: origin, name }) => ({
    run: `dig +noall +comments +answer ${owner(origin, name)} CAA`,
    shows: /CNAME[^]*IN\s+CAA\s+\d+ \w+ "/,
    normally: /ANSWER: 0/,
  }),
});

export const ipv6AddressElsewhere = defineFault({
  id: 'ipv6-address-elsewhere',
  summary:
    'The IPv6 address in the zone is that of another server, which answers; the IPv4 address is right.',
  params: z.strictObject({ domain, names: webNames, host: hostName.default('oldServer') }),
  inject: (world, { domain: origin, names, host }) => {
    const owners = names.map((name) => owner(origin, name));
    return world.change.zone(origin, (records) =>
      records.map(([name, type, value]) => [
        name,
        type,
        owners.includes(name) && type === 'AAAA' ? hosts[host].v6 : value,
      ]),
    );
  },
  witness: ({ domain: origin, host }) => ({
    run: `dig +short ${origin} AAAA; curl -6 -s -m 3 -o /dev/null -w 'answers %{remote_ip}' http://${origin}/`,
    shows: literally(`answers ${hosts[host].v6}`),
    normally: literally(`answers ${hosts.web1.v6}`),
  }),
});

const answers = {
  forbidden: 'return 403 "<!doctype html><title>Forbidden</title>\\n";',
  password:
    'add_header WWW-Authenticate "Basic realm=site" always; return 401 "<!doctype html><title>Password</title>\\n";',
  login: 'return 302 /wp-login.php?redirect_to=$request_uri;',
  home: 'return 302 /;',
} as const;

const signs: Readonly<Record<keyof typeof answers, RegExp>> = {
  forbidden: /^HTTP\/2 403/m,
  password: /^HTTP\/2 401/m,
  login: /^location: .*wp-login/im,
  home: /^location: https:\/\/[^/]+\/$/im,
};

export const challengePathBlocked = defineFault({
  id: 'challenge-path-blocked',
  summary:
    'Where authorities look for a proof (/.well-known/), the site turns everybody away, leads to its sign-in, or (no fault) home.',
  params: z.strictObject({
    site: z.enum([shop, 'studio.test', 'atelier.test']).default(shop),
    how: z.enum(['forbidden', 'password', 'login', 'home']).default('forbidden'),
  }),
  examples: [{ how: 'password' }, { how: 'login' }, { how: 'home' }],
  inject: (world, { site, how }) => {
    const server = serviceDaemons.web[0];
    return world.change.reconfigure([server], {
      [behaviourPath(server, site)]: (text) => `location ^~ /.well-known/ { ${answers[how]} }\n${text}`,
    });
  },
  witness: ({ site, how }) => ({
    run: page(`-L --max-redirs 1 http://${site}/.well-known/acme-challenge/invented`),
    shows: signs[how],
    normally: /^HTTP\/2 404/m,
  }),
});
