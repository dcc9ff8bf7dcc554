// Slips of the hand in a zone, and an old server that still knows the site.

import { z } from 'zod';
import { behaviourPath, webConfigPath } from '../services/nginx.ts';
import { certificatePath, keyPath } from '../world/paths.ts';
import { hosts } from '../world/topology.ts';
import type { ZoneRecord } from '../world/zones.ts';
import { defineFault } from './fault.ts';
import { domain, hostName, owner, page, query, shop } from './parts.ts';

export const nameDoubled = defineFault({
  id: 'name-doubled',
  summary: 'Records of one name stand under the name with the domain twice (www.shop.test.shop.test).',
  params: z.strictObject({ domain, name: z.string().default('www'), type: z.string().optional() }),
  examples: [{ name: '@', type: 'MX' }],
  inject: (world, { domain: origin, name, type }) => {
    const typed = owner(origin, name);
    return world.change.zone(origin, (records) =>
      records.map(([one, kind, value]) =>
        one === typed && kind !== 'NS' && (type === undefined || kind === type)
          ? [`${typed}${origin}.`, kind, value]
          : [one, kind, value],
      ),
    );
  },
  witness: ({ domain: origin, name, type = 'A' }) => {
    const typed = owner(origin, name);
    return {
      run: `dig +short ${typed} ${type} | wc -l; dig +short ${typed}${origin}. ${type} | wc -l`,
      shows: /^0\n1/,
      normally: /^1\n0/,
    };
  },
});

const misquoted = {
  quoted: '"\\"v=spf1 include:spf.hoster.example -all\\""',
  split: '"v=spf1 include:spf.hoster.example" "-all"',
  // cut where a space belongs to the first piece: no fault
  pieces: '"v=spf1 include:spf.hoster.example " "-all"',
} as const;

export const textMisquoted = defineFault({
  id: 'text-misquoted',
  summary:
    'The list of permitted senders holds quotation marks, or lost a space where it was cut; or was cut well (no fault).',
  params: z.strictObject({ domain, how: z.enum(['quoted', 'split', 'pieces']).default('quoted') }),
  examples: [{ how: 'split' }, { how: 'pieces' }],
  inject: (world, { domain: origin, how }) =>
    world.change.zone(origin, (records) =>
      records.map(([name, type, value]): ZoneRecord => [
        name,
        type,
        type === 'TXT' && value.startsWith('"v=spf1') ? misquoted[how] : value,
      ]),
    ),
  witness: ({ domain: origin, how }) => ({
    run: `dig +short ${origin} TXT`,
    shows: { quoted: /^"\\"v=spf1/m, split: /example" "-all"$/m, pieces: /example " "-all"$/m }[how],
    normally: /^"v=spf1 include:spf\.hoster\.example -all"$/m,
  }),
});

export const wildcard = defineFault({
  id: 'wildcard',
  summary: 'The zone answers every unknown name with one address, and one name lost its own record.',
  params: z.strictObject({
    domain,
    host: hostName.default('oldServer'),
    /** Empty: no name lost its record (no fault). */
    hides: z.string().default('www'),
  }),
  examples: [{ hides: '' }],
  inject: (world, { domain: origin, host, hides }) =>
    world.change.zone(origin, (records) => [
      ...records.filter(([name]) => hides === '' || name !== owner(origin, hides)),
      [`*.${origin}.`, 'A', hosts[host].v4],
      [`*.${origin}.`, 'AAAA', hosts[host].v6],
    ]),
  witness: ({ domain: origin }) => ({
    run: query(`nobody-entered-this.${origin}`, 'A'),
    shows: /status: NOERROR/,
    normally: /status: NXDOMAIN/,
  }),
});

const server = 'nginx-third';
const html = (title: string): string =>
  `location / { default_type text/html; return 200 "<!doctype html><title>${title}</title><h1>${title}</h1>\\n"; }\n`;
const behaviours = {
  copy: html('The shop as it was last year'),
  same: html(shop),
  redirect: `location / { return 301 https://${shop}/; }\n`,
} as const;

export const oldServerKnowsSite = defineFault({
  id: 'old-server-knows-site',
  summary:
    'The old server still has the site with a sound certificate: an old copy of it, the same page, or a redirect (no fault by itself).',
  params: z.strictObject({ how: z.enum(['copy', 'same', 'redirect']).default('copy') }),
  examples: [{ how: 'same' }, { how: 'redirect' }],
  inject: (world, { how }) => {
    const { name } = hosts.oldServer;
    const block = new RegExp(
      `(server_name ${name.replaceAll('.', '\\.')};\\s+ssl_certificate )\\S+(;\\s+ssl_certificate_key )\\S+;`,
    );
    return world.change.reconfigure([server], {
      [webConfigPath(server)]: (text) =>
        text.replace(block, `$1${certificatePath('shop-web')}$2${keyPath('shop-web')};`),
      [behaviourPath(server, name)]: () => behaviours[how],
    });
  },
  witness: ({ how }) => ({
    run: page(`--resolve ${shop}:443:${hosts.oldServer.v4} https://${shop}/`),
    shows: { copy: /last year/, same: /<title>shop\.test/, redirect: /^HTTP\/2 301/ }[how],
    normally: /<title>old\.mailco\.net/,
  }),
});
