// Faults in what the zone says of mail that is sent in the domain's name: SPF, DKIM.

import { z } from 'zod';
import { hosts } from '../world/topology.ts';
import type { ZoneRecord } from '../world/zones.ts';
import { defineFault } from './fault.ts';
import { domain, owner } from './parts.ts';

const isSpf = ([, type, value]: ZoneRecord): boolean => type === 'TXT' && value.startsWith('"v=spf1');

/** Names below the domain that hold a small policy each, for those that include many. */
const part = (origin: string, index: number): ZoneRecord => [
  owner(origin, `spf${index}`),
  'TXT',
  '"v=spf1 ip4:193.176.30.99 -all"',
];
const parts = (origin: string, count: number): readonly ZoneRecord[] =>
  Array.from({ length: count }, (_, index) => part(origin, index));
const includes = (origin: string, count: number): string =>
  Array.from({ length: count }, (_, index) => `include:spf${index}.${origin}`).join(' ');
const ours = 'include:spf.hoster.example';

/** What stands in the zone instead of the one sound policy. */
const policies = {
  missing: () => [],
  doubled: () => [`v=spf1 ${ours} -all`, 'v=spf1 include:spf.mailco.net -all'],
  syntax: () => [`v=spf1 ${ours} ipv4:${hosts.oldServer.v4} -all`],
  'include-gone': (origin: string) => [`v=spf1 ${ours} include:gone.${origin} -all`],
  lookups: (origin: string) => [`v=spf1 ${includes(origin, 10)} ${ours} -all`],
  // exactly as many as are allowed, which is no fault
  'ten-lookups': (origin: string) => [`v=spf1 ${includes(origin, 9)} ${ours} -all`],
  void: (origin: string) => [`v=spf1 a:gone1.${origin} a:gone2.${origin} a:gone3.${origin} ${ours} -all`],
  'other-company': () => ['v=spf1 include:spf.mailco.net -all'],
  'other-company-soft': () => ['v=spf1 include:spf.mailco.net ~all'],
  // sound policies that say it in other words
  'by-address': () => [`v=spf1 ip4:${hosts.mail.v4} ip6:${hosts.mail.v6} -all`],
  'by-mx': () => ['v=spf1 mx -all'],
  'by-redirect': () => ['v=spf1 redirect=spf.hoster.example'],
} as const satisfies Readonly<Record<string, (origin: string) => readonly string[]>>;
type Policy = keyof typeof policies;
const policyNames = Object.keys(policies) as [Policy, ...Policy[]];

/** What the text of the policies shows: how many there are, how many terms include others, and the words themselves. */
const shownBy: Readonly<Record<Policy, RegExp>> = {
  missing: /^0$/m,
  doubled: /^2$/m,
  syntax: /ipv4:/,
  'include-gone': /include:gone\..*\n(.*\n)*.*NXDOMAIN/,
  lookups: /(include:\S+ ){11}/,
  'ten-lookups': /"v=spf1 (include:\S+ ){10}-all/,
  void: /(a:gone\S+ ){3}(.*\n)+.*NXDOMAIN/,
  'other-company': /include:spf\.mailco\.net -all/,
  'other-company-soft': /include:spf\.mailco\.net ~all/,
  'by-address': /ip4:45\.80\.20\.25/,
  'by-mx': /"v=spf1 mx -all"/,
  'by-redirect': /redirect=/,
};

/** One string of a TXT record holds 255 bytes; panels cut longer texts wherever that falls, and readers join them. */
const strings = (text: string): string =>
  (text.match(/.{1,200}/g) ?? []).map((each) => `"${each}"`).join(' ');

export const spfPolicy = defineFault({
  id: 'spf-policy',
  summary:
    'The list of permitted senders (SPF) is broken in one way, or sound in another wording (no fault).',
  params: z.strictObject({ domain, how: z.enum(policyNames).default('missing') }),
  examples: policyNames.filter((how) => how !== 'missing').map((how) => ({ how })),
  inject: (world, { domain: origin, how }) =>
    world.change.zone(origin, (records) => [
      ...records.filter((record) => !isSpf(record)),
      ...policies[how](origin).map((text): ZoneRecord => [owner(origin, '@'), 'TXT', strings(text)]),
      ...parts(origin, 10),
    ]),
  witness: ({ domain: origin, how }) => ({
    run: `dig +short ${origin} TXT | grep -c spf1; dig +short ${origin} TXT | sed 's/" "//g'; for n in gone gone1; do dig +noall +comments $n.${origin} TXT | grep -o 'status: [A-Z]*'; done`,
    shows: shownBy[how],
    normally: /^1\n"v=spf1 include:spf\.hoster\.example -all"$/m,
  }),
});

const keys = {
  missing: () => [],
  revoked: (name: string): readonly ZoneRecord[] => [[name, 'TXT', '"v=DKIM1; k=rsa; p="']],
  // as when a panel keeps the first string alone
  'cut-off': (name: string): readonly ZoneRecord[] => [
    [name, 'TXT', '"v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQ"'],
  ],
  // what a wildcard gives for every name is no key
  wildcard: (_: string, origin: string): readonly ZoneRecord[] => [[`*.${origin}.`, 'TXT', '"hello"']],
  // the key stands in the provider's zone: as good as here (no fault)
  delegated: (name: string): readonly ZoneRecord[] => [[name, 'CNAME', 'default._domainkey.neighbour.test.']],
} as const satisfies Readonly<Record<string, (name: string, origin: string) => readonly ZoneRecord[]>>;
type Key = keyof typeof keys;
const keyNames = Object.keys(keys) as [Key, ...Key[]];
const keyShownBy: Readonly<Record<Key, RegExp>> = {
  missing: /^status: NXDOMAIN$/m,
  revoked: /p="$/m,
  'cut-off': /p=MIIBIjANBgkqhkiG9w0BAQ"$/m,
  wildcard: /^"hello"$/m,
  delegated: /^default\._domainkey\.neighbour\.test\.$/m,
};

export const dkimKey = defineFault({
  id: 'dkim-key',
  summary:
    'The key of the selector "default" (DKIM) is missing or unusable, or stands in another zone (no fault).',
  params: z.strictObject({ domain, how: z.enum(keyNames).default('missing') }),
  examples: keyNames.filter((how) => how !== 'missing').map((how) => ({ how })),
  inject: (world, { domain: origin, how }) => {
    const name = owner(origin, 'default._domainkey');
    return world.change.zone(origin, (records) => [
      ...records.filter(([one]) => one !== name),
      ...keys[how](name, origin),
    ]);
  },
  witness: ({ domain: origin, how }) => ({
    run: `dig +noall +comments default._domainkey.${origin} TXT | grep -o 'status: [A-Z]*'; dig +short default._domainkey.${origin} TXT`,
    shows: keyShownBy[how],
    normally: /^status: NOERROR\n"v=DKIM1; k=rsa; p=MIIB\S+" "/,
  }),
});

const backZones = ['in-addr.arpa', 'ip6.arpa'] as const;

export const reverseName = defineFault({
  id: 'reverse-name',
  summary: 'The addresses of the provider’s mail server have no name (PTR), or one that does not lead back.',
  params: z.strictObject({ how: z.enum(['missing', 'mismatch']).default('missing') }),
  examples: [{ how: 'mismatch' }],
  inject: async (world, { how }) => {
    for (const origin of backZones) {
      await world.change.zone(origin, (records) =>
        records.flatMap((record): readonly ZoneRecord[] => {
          const [name, type, value] = record;
          if (type !== 'PTR' || value !== `${hosts.mail.name}.`) return [record];
          return how === 'missing' ? [] : [[name, type, `${hosts.web2.name}.`]];
        }),
      );
    }
  },
  witness: ({ how }) => ({
    run: `dig +noall +comments +answer -x ${hosts.mail.v4}; dig +short web2.hoster.example`,
    shows: how === 'missing' ? /status: NXDOMAIN/ : /PTR\s+web2\.hoster\.example\.\n(.*\n)*45\.80\.20\.11/,
    normally: /PTR\s+mail\.hoster\.example\./,
  }),
});
