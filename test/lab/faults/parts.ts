// Building blocks that several faults share: parameter types, which daemon stands behind a service, witness commands.

import { z } from 'zod';
import { dovecotName, eximName } from '../services/mail.ts';
import { ftpNames } from '../services/file-access.ts';
import { nsdName } from '../services/nsd.ts';
import type { CertificateSlot } from '../world/certificates.ts';
import { hostNames, hosts } from '../world/topology.ts';
import type { Host, HostName } from '../world/topology.ts';
import type { ZoneEdit } from '../world/name-servers.ts';

export const shop = 'shop.test';

// ---- parameters ------------------------------------------------------------------------------------------
export const domain = z.string().default(shop);
/** Owner names inside the domain; `@` is the domain itself. */
export const webNames = z.array(z.string()).default(['@', 'www']);
export const hostName = z.enum(hostNames as readonly [HostName, ...HostName[]]);
export const neutralOperator = z.enum(['opA', 'opB', 'opC']).default('opB');
export const ports = z.array(z.int().min(1).max(65_535)).min(1);

// ---- services --------------------------------------------------------------------------------------------
export const serviceDaemons = {
  web: ['nginx-web1'],
  smtp: [eximName('mail')],
  imap: [dovecotName('mail')],
  ftp: ftpNames,
  ssh: ['sshd-web1'],
  dns: [nsdName('ns1'), nsdName('ns2')],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type ServiceName = keyof typeof serviceDaemons;
export const serviceNames = Object.keys(serviceDaemons) as [ServiceName, ...ServiceName[]];

interface Door {
  readonly host: Host;
  readonly port: number;
}
/** One port of each service, for witnesses. */
export const serviceDoors: Readonly<Record<ServiceName, Door>> = {
  web: { host: hosts.web1, port: 443 },
  smtp: { host: hosts.mail, port: 587 },
  imap: { host: hosts.mail, port: 993 },
  ftp: { host: hosts.web1, port: 21 },
  ssh: { host: hosts.web1, port: 22 },
  dns: { host: hosts.ns1, port: 53 },
};

/** The services with a certificate of their own, the names clients use, and the daemons to restart. */
export const tlsServices = {
  web: { slot: 'shop-web', daemons: serviceDaemons.web, name: shop, port: 443 },
  mail: {
    slot: 'mail',
    daemons: [...serviceDaemons.smtp, ...serviceDaemons.imap],
    name: `mail.${shop}`,
    port: 993,
  },
  ftp: { slot: 'ftp', daemons: serviceDaemons.ftp, name: `ftp.${shop}`, port: 990 },
} as const satisfies Readonly<
  Record<string, { slot: CertificateSlot; daemons: readonly string[]; name: string; port: number }>
>;
export type TlsServiceName = keyof typeof tlsServices;
export const tlsServiceNames = Object.keys(tlsServices) as [TlsServiceName, ...TlsServiceName[]];

// ---- zones -----------------------------------------------------------------------------------------------
export const owner = (origin: string, name: string): string =>
  name === '@' ? `${origin}.` : `${name}.${origin}.`;

/** Gives names other addresses; without an IPv6 address the names lose theirs (one family alone hides a fault). */
export const withAddresses =
  (owners: readonly string[], v4: string, v6?: string): ZoneEdit =>
  (records) => [
    ...records.filter(([name, type]) => !(owners.includes(name) && (type === 'A' || type === 'AAAA'))),
    ...owners.map((name) => [name, 'A', v4] as const),
    ...(v6 === undefined ? [] : owners.map((name) => [name, 'AAAA', v6] as const)),
  ];

// ---- witnesses -------------------------------------------------------------------------------------------
/** Prints `open`, `refused`, `timeout` or another word of the kernel for one TCP connect. */
export const connect = (address: string, port: number): string =>
  `timeout 3 bash -c 'exec 3<>/dev/tcp/${address}/${port}' && echo open || echo "code $?: timeout is 124"`;
export const isOpen = /^open$/m;
export const isRefused = /Connection refused/;
export const isTimeout = /code 124/;

/** Prints the short answer and the status of one DNS query. */
export const query = (name: string, type: string, server = ''): string =>
  `dig +tries=1 +time=2 +noall +comments +answer ${server === '' ? '' : `@${server} `}${name} ${type}`;

/** A TLS handshake judged by the computer's own root store and clock. */
export const handshake = (name: string, port: number, at = name): string =>
  `$LAB_CLOCK timeout 5 openssl s_client -connect ${at}:${port} -servername ${name} -verify_hostname ${name} </dev/null 2>&1 | grep -E '^Verif|^issuer'`;
export const isVerified = /Verification: OK/;

/** First line and body of a web page, both without judging its certificate. */
export const page = (url: string): string => `curl -ksS -m 5 -i ${url} | tr -d '\\r'`;

/** The address as a pattern: dots are dots. */
export const literally = (text: string): RegExp => new RegExp(text.replaceAll('.', String.raw`\.`));
