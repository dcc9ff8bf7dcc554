// Faults of the certificate that a service of the shop serves: one table, one fault per row.

import { z } from 'zod';
import { certificateTable } from '../world/certificates.ts';
import type { CertificateSlot } from '../world/certificates.ts';
import type { CertificateRequest } from '../world/pki.ts';
import { certificatePath, keyPath } from '../world/paths.ts';
import { hosts } from '../world/topology.ts';
import { defineFault } from './fault.ts';
import type { Fault } from './fault.ts';
import { handshake, isVerified, tlsServiceNames, tlsServices } from './parts.ts';
import type { TlsServiceName } from './parts.ts';

interface Row {
  readonly id: string;
  readonly summary: string;
  readonly change: Partial<CertificateRequest>;
  /** OpenSSL's own words for it. */
  readonly shows: RegExp;
}

const rows: readonly Row[] = [
  {
    id: 'certificate-expired',
    summary: 'The certificate ended twenty days ago.',
    change: { fromDays: -110, toDays: -20 },
    shows: /certificate has expired/,
  },
  {
    id: 'certificate-not-yet-valid',
    summary: 'The certificate begins in three days.',
    change: { fromDays: 3, toDays: 93 },
    shows: /certificate is not yet valid/,
  },
  {
    id: 'certificate-name-mismatch',
    summary: 'The certificate is for another name: that of the server.',
    change: { names: [hosts.web1.name] },
    shows: /hostname mismatch/i,
  },
  {
    id: 'certificate-chain-incomplete',
    summary: 'The server leaves the intermediate certificate out.',
    change: { chain: 'leaf' },
    shows: /unable to (verify the first certificate|get local issuer certificate)/,
  },
  {
    id: 'certificate-self-signed',
    summary: 'The certificate is signed by itself.',
    change: { authority: 'self' },
    shows: /self.signed certificate/,
  },
];

/** Sites of web1 with a certificate of their own; the shop's unless another is named. */
const siteSlots = {
  'shop.test': 'shop-web',
  'neighbour.test': 'neighbour-web',
  'studio.test': 'studio-web',
  'atelier.test': 'atelier-web',
  // seen by the network in front of it only
  'boutique.test': 'boutique-web',
} as const satisfies Readonly<Record<string, CertificateSlot>>;
const site = z.enum(Object.keys(siteSlots) as [keyof typeof siteSlots, ...(keyof typeof siteSlots)[]]);

const slotOf = (service: TlsServiceName, name: keyof typeof siteSlots | undefined): CertificateSlot =>
  service === 'web' && name !== undefined ? siteSlots[name] : tlsServices[service].slot;

export const certificateFaults: readonly Fault[] = rows.map(({ id, summary, change, shows }) =>
  defineFault({
    id,
    summary,
    params: z.strictObject({ service: z.enum(tlsServiceNames).default('web'), site: site.optional() }),
    examples: [{ service: 'mail' }, { service: 'ftp' }, { site: 'atelier.test' }, { site: 'boutique.test' }],
    inject: async (world, { service, site: name }) => {
      const { daemons } = tlsServices[service];
      const slot = slotOf(service, name);
      // The mail certificate's first name is the provider's; a mismatch must not name it either.
      const { chain, key } = await world.pki.issue({ ...certificateTable[slot], ...change });
      await world.change.reconfigure(daemons, {
        [certificatePath(slot)]: () => chain,
        [keyPath(slot)]: () => key,
      });
    },
    witness: ({ service, site: name }) => {
      const { name: usual, port } = tlsServices[service];
      // Behind a network in front of sites only the server itself shows its certificate.
      const at = name === 'boutique.test' ? hosts.web1.v4 : undefined;
      return { run: handshake(name ?? usual, port, at), shows, normally: isVerified };
    },
  }),
);

export const certificateWithoutWww = defineFault({
  id: 'certificate-without-www',
  summary: "The site's certificate covers the bare name and not its www twin.",
  params: z.strictObject({}),
  inject: async (world) => {
    const { slot, daemons, name } = tlsServices.web;
    const { chain, key } = await world.pki.issue({ ...certificateTable[slot], names: [name] });
    await world.change.reconfigure(daemons, {
      [certificatePath(slot)]: () => chain,
      [keyPath(slot)]: () => key,
    });
  },
  witness: () => ({
    run: handshake(`www.${tlsServices.web.name}`, tlsServices.web.port),
    shows: /hostname mismatch/i,
    normally: isVerified,
  }),
});
