// Which certificate is served where in a healthy world: one slot per certificate file, as plain data.

import type { CertificateRequest } from './pki.ts';
import { hosts } from './topology.ts';
import { internationalDomain } from './zones.ts';

const site = (domain: string): CertificateRequest => ({ names: [domain, `www.${domain}`] });
const mailDomains = [
  'shop',
  'neighbour',
  'tenant',
  'agency',
  'atelier',
  'bakery',
  'boutique',
  'quiet',
  'letters',
];
const ftpDomains = [
  'shop',
  'neighbour',
  'studio',
  'agency',
  'atelier',
  'bakery',
  'boutique',
  'quiet',
  'florist',
  'gallery',
];

export const certificateTable = {
  // The provider: one certificate per site, one for each server's own name
  'shop-web': { names: ['shop.test', 'www.shop.test'] },
  'neighbour-web': { names: ['neighbour.test', 'www.neighbour.test'] },
  'studio-web': { names: ['studio.test', 'www.studio.test'] },
  'tenant-web': { names: ['tenant.test', 'www.tenant.test'] },
  'international-web': site(internationalDomain),
  'agency-web': site('agency.test'),
  'atelier-web': site('atelier.test'),
  'bakery-web': site('bakery.test'),
  'boutique-web': site('boutique.test'),
  'quiet-web': { names: ['quiet.test'] },
  'florist-web': site('florist.test'),
  'gallery-web': site('gallery.test'),
  'web1-host': { names: [hosts.web1.name] },
  'web2-host': { names: [hosts.web2.name, 'panel.hoster.example', 'www.hoster.example', 'hoster.example'] },
  mail: {
    names: [
      hosts.mail.name,
      ...mailDomains.map((name) => `mail.${name}.test`),
      `mail.${internationalDomain}`,
    ],
  },
  ftp: {
    names: [hosts.web1.name, ...ftpDomains.map((name) => `ftp.${name}.test`), `ftp.${internationalDomain}`],
  },
  // The third party
  'third-web': { names: [hosts.thirdWeb.name, 'mailco.net', hosts.oldServer.name] },
  parking: { names: [hosts.parking.name] },
  registry: { names: [hosts.registry.name], authority: 'other' },
  'third-mail': { names: [hosts.thirdMail.name, 'mail.studio.test'] },
  // The network in front of a site
  'boutique-edge': { ...site('boutique.test'), authority: 'other' },
  // Public resolvers and neutral operators: of another authority than the target's
  quad9: { names: [hosts.quad9.name], authority: 'other' },
  cloudflare: { names: [hosts.cloudflare.name, 'one.one.one.one'], authority: 'other' },
  google: { names: [hosts.google.name], authority: 'other' },
  stations: { names: [hosts.stationsApi.name], authority: 'other' },
  'op-a': { names: [hosts.opA.name, 'www.op-a.net'], authority: 'other' },
  'op-b': { names: [hosts.opB.name, 'www.op-b.com'], authority: 'public' },
  'op-c': { names: [hosts.opC.name, 'www.op-c.example'], authority: 'other' },
} as const satisfies Readonly<Record<string, CertificateRequest>>;

export type CertificateSlot = keyof typeof certificateTable;
export const certificateSlots = Object.keys(certificateTable) as readonly CertificateSlot[];
