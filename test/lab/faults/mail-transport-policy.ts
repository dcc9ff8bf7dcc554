// What a domain demands of those who send mail to it: MTA-STS (RFC 8461) and DANE (RFC 7672), sound or against what its mail server shows.

import { createHash, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { webConfigPath } from '../services/nginx.ts';
import { NameServers } from '../world/name-servers.ts';
import { certificatePath } from '../world/paths.ts';
import { dsText } from '../world/signing-keys.ts';
import { soundSigning } from '../world/signing.ts';
import { hosts } from '../world/topology.ts';
import type { World } from '../world/world.ts';
import { isSignedZone } from '../world/zones.ts';
import type { ZoneRecord } from '../world/zones.ts';
import { defineFault } from './fault.ts';
import { domain, owner } from './parts.ts';

const policyOf = (mode: string, mx: string): string =>
  ['version: STSv1', `mode: ${mode}`, `mx: ${mx}`, 'max_age: 86400'].join('\\r\\n');

const stsStates = ['contradicts-mx', 'gone', 'no-host', 'certificate-expired', 'sound'] as const;
type StsState = (typeof stsStates)[number];

const policyAnswer = (origin: string, how: StsState, mode: string): string =>
  how === 'gone'
    ? 'return 404'
    : `return 200 "${policyOf(mode, how === 'contradicts-mx' ? 'mx.old-provider.example' : `mail.${origin}`)}\\r\\n"`;

/** A site of its own on the web server of the shop, with one file. */
async function serveFile(
  world: World,
  name: string,
  location: string,
  dates: { readonly fromDays?: number; readonly toDays?: number } = {},
): Promise<void> {
  const { chain, key } = await world.pki.issue({ names: [name], ...dates });
  const file = certificatePath(name);
  await world.change.newFile(file, chain + key);
  const block = `  server { listen 0.0.0.0:443 ssl; listen [::]:443 ssl; server_name ${name};
    ssl_certificate ${file}; ssl_certificate_key ${file};
    location = ${location}; } }
}
`;
  await world.change.reconfigure(['nginx-web1'], {
    [webConfigPath('nginx-web1')]: (text) => text.replace(/\}\s*$/, block),
  });
}

export const mtaStsPolicy = defineFault({
  id: 'mta-sts-policy',
  summary:
    'The domain demands encryption of senders (MTA-STS) and names another mail server than its MX records do; or its file is gone, its host has no address or an expired certificate; or all is sound.',
  params: z.strictObject({
    domain,
    how: z.enum(stsStates).default('contradicts-mx'),
    mode: z.enum(['enforce', 'testing']).default('enforce'),
  }),
  examples: [
    { mode: 'testing' },
    { how: 'gone' },
    { how: 'no-host' },
    { how: 'certificate-expired' },
    { how: 'sound' },
  ],
  inject: async (world, { domain: origin, how, mode }) => {
    const location = `/.well-known/mta-sts.txt { default_type text/plain; ${policyAnswer(origin, how, mode)}`;
    const dates = how === 'certificate-expired' ? { fromDays: -110, toDays: -20 } : {};
    if (how !== 'no-host') await serveFile(world, `mta-sts.${origin}`, location, dates);
    await world.change.zone(origin, (records) => [
      ...records,
      [owner(origin, '_mta-sts'), 'TXT', '"v=STSv1; id=20261101"'],
      ...(how === 'no-host'
        ? []
        : ([
            [owner(origin, 'mta-sts'), 'A', hosts.web1.v4],
            [owner(origin, 'mta-sts'), 'AAAA', hosts.web1.v6],
          ] satisfies readonly ZoneRecord[])),
    ]);
  },
  witness: ({ domain: origin, how, mode }) => ({
    run: `dig +short _mta-sts.${origin} TXT; curl -ksS -m 5 -w '%{http_code}\n' https://mta-sts.${origin}/.well-known/mta-sts.txt 2>&1 | tr -d '\r'; dig +short ${origin} MX; curl -sS -m 5 -o /dev/null https://mta-sts.${origin}/ 2>&1`,
    shows: {
      'contradicts-mx': new RegExp(`STSv1(.*\n)+mode: ${mode}\nmx: mx\\.old-provider(.*\n)+10 mail\\.`),
      gone: /STSv1(.*\n)+.*404/,
      'no-host': /STSv1(.*\n)+.*Could not resolve host: mta-sts/,
      'certificate-expired': /STSv1(.*\n)+mx: mail\.(.*\n)+.*certificate has expired/,
      sound: /STSv1(.*\n)+mx: mail\.(.*\n)+10 mail\.[^\n]*\n?$/,
    }[how],
    normally: /^(?!.*STSv1)/,
  }),
});

const tlsaStates = ['mismatch', 'rollover', 'usage', 'unsigned', 'sound'] as const;
type TlsaState = (typeof tlsaStates)[number];

/** `3 1 1`: SHA-256 of the public key of the server's own certificate (RFC 7672 section 3.1.1). */
async function announced(how: TlsaState): Promise<readonly string[]> {
  const { publicKey } = new X509Certificate(await readFile(certificatePath('mail'), 'utf8'));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
  const [now, before] = [digest(key), digest(Buffer.concat([key, Buffer.from('before the renewal')]))];
  if (how === 'mismatch') return [`3 1 1 ${before}`];
  if (how === 'rollover') return [`3 1 1 ${before}`, `3 1 1 ${now}`];
  return [`${how === 'usage' ? 1 : 3} 1 1 ${now}`];
}

/** The name of the mail server: in the domain, or the provider's own, whose zone is signed anyway. */
const exchangerOf = (origin: string, at: 'domain' | 'provider'): string =>
  at === 'domain' ? `mail.${origin}` : hosts.mail.name;
const zoneOfProvider = 'hoster.example';

export const tlsaRecords = defineFault({
  id: 'tlsa-records',
  summary:
    'The certificate of the mail server is announced (DANE) as it was before a renewal, in the zone of the signed domain or in the provider’s; or both old and new, in a way that mail does not use, in an unsigned zone, or rightly (no fault).',
  params: z.strictObject({
    domain,
    how: z.enum(tlsaStates).default('mismatch'),
    at: z.enum(['domain', 'provider']).default('domain'),
  }),
  examples: [
    { at: 'provider' },
    { domain: 'atelier.test' },
    { how: 'rollover' },
    { how: 'usage' },
    { how: 'unsigned' },
    { how: 'sound' },
  ],
  inject: async (world, { domain: origin, how, at }) => {
    const exchanger = exchangerOf(origin, at);
    const records = (await announced(how)).map((value): ZoneRecord => [
      `_25._tcp.${exchanger}.`,
      'TLSA',
      value,
    ]);
    if (at === 'domain') await world.change.zone(origin, (old) => [...old, ...records]);
    else {
      await world.change.zone(zoneOfProvider, (old) => [...old, ...records]);
      await world.change.zone(origin, (old) => [
        ...old.filter(([, type]) => type !== 'MX'),
        [`${origin}.`, 'MX', `10 ${exchanger}.`],
      ]);
    }
    if (how === 'unsigned' || isSignedZone(origin)) return;
    await world.change.signing(origin, soundSigning);
    await world.change.zone(NameServers.parentOf(origin), (old) => [
      ...old,
      [`${origin}.`, 'DS', dsText(origin)] satisfies ZoneRecord,
    ]);
  },
  witness: ({ domain: origin, how, at }) => {
    const exchanger = exchangerOf(origin, at);
    return {
      run: `dig +noall +comments +answer @${hosts.quad9.v4} _25._tcp.${exchanger} TLSA; d=$(openssl s_client -starttls smtp -connect mail.${origin}:25 </dev/null 2>/dev/null | openssl x509 -pubkey -noout | openssl pkey -pubin -outform DER | sha256sum | cut -c1-56); dig +short _25._tcp.${exchanger} TLSA | tr 'A-F' 'a-f' | sed -E "s/$d.*/same/; s/ [0-9a-f]{20,}.*/ other/"; dig +short ${origin} MX`,
      shows: {
        mismatch: new RegExp(` ad[ ;](.*\n)+3 1 1 other\n10 ${exchanger}`),
        rollover: / ad[ ;](.*\n)+3 1 1 (other\n3 1 1 same|same\n3 1 1 other)/,
        usage: / ad[ ;](.*\n)+1 1 1 same/,
        unsigned: /^(?!(.|\n)* ad[ ;])(.|\n)*TLSA(.*\n)+3 1 1 same/,
        sound: / ad[ ;](.*\n)+3 1 1 same/,
      }[how],
      normally: /^(?!(.|\n)*IN\s+TLSA)/,
    };
  },
});

const autoconfigStates = {
  sound: ['993', 'SSL'],
  'other-server': ['993', 'SSL'],
  plain: ['143', 'plain'],
} as const;

export const mailAutoconfig = defineFault({
  id: 'mail-autoconfig',
  summary:
    'The domain tells mail programs their settings by a file (autoconfig): as its records do (no fault), with the server of a former provider, or without encryption.',
  params: z.strictObject({
    domain,
    how: z
      .enum(
        Object.keys(autoconfigStates) as [
          keyof typeof autoconfigStates,
          ...(keyof typeof autoconfigStates)[],
        ],
      )
      .default('other-server'),
  }),
  examples: [{ how: 'plain' }, { how: 'sound' }],
  inject: async (world, { domain: origin, how }) => {
    const [port, socket] = autoconfigStates[how];
    const server = how === 'other-server' ? hosts.thirdMail.name : `mail.${origin}`;
    const body = `<clientConfig version='1.1'><emailProvider id='${origin}'><domain>${origin}</domain><incomingServer type=\\"imap\\"><hostname>${server}</hostname><port>${port}</port><socketType>${socket}</socketType></incomingServer></emailProvider></clientConfig>`;
    await serveFile(
      world,
      `autoconfig.${origin}`,
      `/mail/config-v1.1.xml { default_type text/xml; return 200 "${body}"`,
    );
    await world.change.zone(origin, (records) => [
      ...records,
      [owner(origin, 'autoconfig'), 'A', hosts.web1.v4],
      [owner(origin, 'autoconfig'), 'AAAA', hosts.web1.v6],
    ]);
  },
  witness: ({ domain: origin, how }) => ({
    run: `curl -sS -m 5 https://autoconfig.${origin}/mail/config-v1.1.xml 2>&1`,
    shows: {
      sound: /<hostname>mail\.[^]*<port>993</,
      'other-server': /<hostname>mx\.mailco/,
      plain: /<socketType>plain/,
    }[how],
    normally: /Could not resolve host/,
  }),
});
