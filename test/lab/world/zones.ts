// The healthy name space: every zone with its servers and records, as data. Delegations, glue, SOA records and
// reverse zones are derived (zone-builder.ts), and so are the addresses of every host in topology.ts.

import { hosts } from './topology.ts';
import type { Addresses, HostName } from './topology.ts';

/** münchen.test as DNS knows it. */
export const internationalDomain = 'xn--mnchen-3ya.test';

/** The block list of this world. */
export const senderList = 'senderlist.net';

/** Name relative to the zone (`@` is the apex), type, value as in a zone file. */
export type ZoneRecord = readonly [name: string, type: string, value: string];

/**
 * Signed in a healthy world: the root, the top-level domains as in the real one, and some of the domains below. The others are
 * unsigned on purpose (`shop.test` among them), so that both kinds are always there.
 */
const signedOrigins: ReadonlySet<string> = new Set([
  '.',
  'test',
  'example',
  'net',
  'com',
  'google',
  'arpa',
  'in-addr.arpa',
  'ip6.arpa',
  'neighbour.test',
  'atelier.test',
  'quiet.test',
  'hoster.example',
  'op-a.net',
  'quad9.net',
]);
export const isSignedZone = (origin: string): boolean => signedOrigins.has(origin);

export interface Zone {
  readonly origin: string;
  /** The name servers, in delegation order. */
  readonly servers: readonly HostName[];
  readonly records: readonly ZoneRecord[];
  /** Seconds. */
  readonly ttl?: number;
}

const at = (name: string, { v4, v6 }: Addresses): readonly ZoneRecord[] => [
  [name, 'A', v4],
  [name, 'AAAA', v6],
];

const spfOfHoster = '"v=spf1 include:spf.hoster.example -all"';
// A well-formed 2048-bit RSA public key whose private half was thrown away.
const dkimKey =
  '"v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA36qpLvGTwzCTSrSxcI8GJpr3LE3j' +
  'ieNrdwBAQPIvOoGUT/4cRjm9syzZ/P6sT1XxE2iPHDOEtJJfxUA4zRtBEKrNv2xmiwmP6gazGgg8T/d8lqwA5fMOkEFR" "' +
  'FZiEOS3qAQsXPvB3QajnCeVfBEC3N9Gn/YTPsHrYPgA9kms+iKUkOmzeyLZLXyYhwBRP9G3rhWFf5bAdSbUfKfjYvJHD' +
  'bZsJbqQN3teZNZVU/SxOIua1cIRNF62BEteyaLkGeORinK6mOpU8N/3M2Wi8eCaTO1psiBtsbO3+CRTYanYtWhGGuoHG' +
  'sJ4v9AjnWWzA/tSY2T66W7k3azlk9iivwRhtIwIDAQAB"';

/** A customer of the provider with everything there: web, mail and FTP. */
const hosted = (origin: string, web: Addresses, servers: readonly HostName[] = ['ns1', 'ns2']): Zone => ({
  origin,
  servers,
  records: [
    ...at('@', web),
    ...at('www', web),
    ...at('mail', hosts.mail),
    ['ftp', 'CNAME', `${origin}.`],
    ['@', 'MX', `10 mail.${origin}.`],
    ['@', 'TXT', spfOfHoster],
    ['_dmarc', 'TXT', `"v=DMARC1; p=quarantine; rua=mailto:dmarc@${origin}"`],
    ['default._domainkey', 'TXT', dkimKey],
    ['_imaps._tcp', 'SRV', `0 1 993 mail.${origin}.`],
    ['_submission._tcp', 'SRV', `0 1 587 mail.${origin}.`],
    ['_submissions._tcp', 'SRV', `0 1 465 mail.${origin}.`],
  ],
});

/** The same without some of the records. */
const without = (origin: string, isLeftOut: (record: ZoneRecord) => boolean): Zone => {
  const zone = hosted(origin, hosts.web1);
  return { ...zone, records: zone.records.filter((record) => !isLeftOut(record)) };
};

export const zoneTable: readonly Zone[] = [
  hosted('shop.test', hosts.web1),
  hosted('neighbour.test', hosts.web1),
  hosted('tenant.test', hosts.web2),
  // Sound set-ups that differ from the usual one, each in one thing: nothing may be reported of them
  hosted(internationalDomain, hosts.web1),
  hosted('agency.test', hosts.web1, ['agencyNs1', 'agencyNs2']), // the provider's servers under other names
  hosted('atelier.test', hosts.web1, ['thirdNs1', 'thirdNs2']), // only DNS elsewhere
  without('bakery.test', ([, type]) => type === 'AAAA'), // no IPv6
  {
    // A network in front of the web site; all else goes to the provider
    ...hosted('boutique.test', hosts.cdnEdge),
    records: hosted('boutique.test', hosts.cdnEdge).records.flatMap((record) =>
      record[0] === 'ftp' ? at('ftp', hosts.web1) : [record],
    ),
  },
  without('quiet.test', ([name]) => name === 'www'),
  // Mail only
  without(
    'letters.test',
    ([name, type]) => name === 'www' || name === 'ftp' || (name === '@' && ['A', 'AAAA'].includes(type)),
  ),
  {
    // Only mail elsewhere
    origin: 'florist.test',
    servers: ['ns1', 'ns2'],
    records: [
      ...at('@', hosts.web1),
      ...at('www', hosts.web1),
      ['ftp', 'CNAME', 'florist.test.'],
      ['@', 'MX', '10 mx.mailco.net.'],
      ['@', 'TXT', '"v=spf1 include:spf.mailco.net -all"'],
      ['_dmarc', 'TXT', '"v=DMARC1; p=none; rua=mailto:dmarc@florist.test"'],
    ],
  },
  {
    // No mail, and it says so (RFC 7505)
    origin: 'gallery.test',
    servers: ['ns1', 'ns2'],
    records: [
      ...at('@', hosts.web1),
      ...at('www', hosts.web1),
      ['ftp', 'CNAME', 'gallery.test.'],
      ['@', 'MX', '0 .'],
      ['@', 'TXT', '"v=spf1 -all"'],
      ['_dmarc', 'TXT', '"v=DMARC1; p=reject"'],
    ],
  },
  {
    // Web at the provider, DNS and mail at a third party
    origin: 'studio.test',
    servers: ['thirdNs1', 'thirdNs2'],
    records: [
      ...at('@', hosts.web1),
      ...at('www', hosts.web1),
      ...at('ftp', hosts.web1),
      ...at('mail', hosts.thirdMail),
      ['@', 'MX', '10 mx.mailco.net.'],
      ['@', 'TXT', '"v=spf1 include:spf.mailco.net -all"'],
      ['_dmarc', 'TXT', '"v=DMARC1; p=none; rua=mailto:dmarc@studio.test"'],
    ],
  },
  {
    origin: 'hoster.example',
    servers: ['ns1', 'ns2'],
    records: [
      ...at('@', hosts.web2),
      ...at('www', hosts.web2),
      ...at('panel', hosts.web2),
      ['@', 'MX', '10 mail.hoster.example.'],
      ['@', 'TXT', spfOfHoster],
      ['spf', 'TXT', `"v=spf1 ip4:${hosts.mail.v4} ip6:${hosts.mail.v6} -all"`],
      ['_dmarc', 'TXT', '"v=DMARC1; p=reject; rua=mailto:dmarc@hoster.example"'],
    ],
  },
  {
    origin: 'mailco.net',
    servers: ['thirdNs1', 'thirdNs2'],
    records: [
      ...at('@', hosts.thirdWeb),
      ['@', 'MX', '10 mx.mailco.net.'],
      ['@', 'TXT', '"v=spf1 include:spf.mailco.net -all"'],
      ['spf', 'TXT', `"v=spf1 ip4:${hosts.thirdMail.v4} ip6:${hosts.thirdMail.v6} -all"`],
    ],
  },
  // Neutral operators; each answers for its web site, its captive-portal endpoint and its clock
  ...(
    [
      ['op-a.net', hosts.opA],
      ['op-b.com', hosts.opB],
      ['op-c.example', hosts.opC],
    ] as const
  ).map(([origin, operator]): Zone => ({
    origin,
    servers: ['controlNs1', 'controlNs2'],
    records: ['@', 'www', 'connectivity', 'time'].flatMap((name) => at(name, operator)),
  })),
  // A list of addresses that send spam, with the test point that every such list holds (RFC 5782 section 5)
  { origin: senderList, servers: ['thirdNs1', 'thirdNs2'], records: [['2.0.0.127', 'A', '127.0.0.2']] },
  { origin: 'stations.net', servers: ['controlNs1', 'controlNs2'], records: [] },
  { origin: 'mobilenet.net', servers: ['controlNs1', 'controlNs2'], records: [] },
  { origin: 'expired-names.net', servers: ['expiredNs1', 'expiredNs2'], records: [] },
  { origin: 'swiftedge.net', servers: ['controlNs1', 'controlNs2'], records: [] },
  { origin: 'accessnet.net', servers: ['controlNs1', 'controlNs2'], records: [] },
  { origin: 'quad9.net', servers: ['controlNs1', 'controlNs2'], records: [] },
  { origin: 'cloudflare-dns.com', servers: ['controlNs1', 'controlNs2'], records: [] },
  { origin: 'dns.google', servers: ['controlNs1', 'controlNs2'], records: [] },
  // Top-level domains; `arpa` answers the name by which clients detect NAT64 (RFC 7050)
  ...['test', 'example', 'net', 'com', 'google', 'in-addr.arpa', 'ip6.arpa'].map((origin): Zone => ({
    origin,
    servers: ['tldA', 'tldB'],
    records: [],
    ttl: 86_400,
  })),
  {
    origin: 'arpa',
    servers: ['tldA', 'tldB'],
    records: [
      ['ipv4only', 'A', '192.0.0.170'],
      ['ipv4only', 'A', '192.0.0.171'],
    ],
    ttl: 86_400,
  },
];
