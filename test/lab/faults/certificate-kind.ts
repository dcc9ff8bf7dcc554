// The kinds of certificates and of TLS that badssl.com shows, as far as the daemons of this world can still serve them.

import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { behaviourPath, webConfigPath } from '../services/nginx.ts';
import { certificateTable } from '../world/certificates.ts';
import { certificatePath, keyPath, paths } from '../world/paths.ts';
import type { CertificateRequest } from '../world/pki.ts';
import { mustRun } from '../world/process.ts';
import type { World } from '../world/world.ts';
import { defineFault } from './fault.ts';
import { page, serviceDaemons, shop, tlsServices } from './parts.ts';

const server = serviceDaemons.web[0];
const { slot, port } = tlsServices.web;
const names = certificateTable[slot].names;
const strangers = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `name-${index}.${shop}`);

interface Kind {
  readonly change: Partial<CertificateRequest>;
  /** What openssl prints of it and not of the usual certificate. */
  readonly shows: string;
}
const kind = (change: Partial<CertificateRequest>, shows: string): Kind => ({ change, shows });

/** No fault of anybody: unusual, and as good as any other. */
const soundKinds = {
  'no-common-name': kind({ subject: '/O=Shop without a common name' }, 'Subject: O = Shop without'),
  'no-subject': kind({ subject: '/' }, 'Subject: *\\n'),
  '1000-sans': kind({ names: [...names, ...strangers(998)] }, 'DNS:name-997\\.'),
  ecc384: kind({ key: 'p384' }, 'Public-Key: \\(384 bit\\)'),
  rsa2048: kind({ key: 'rsa2048' }, 'Public-Key: \\(2048 bit\\)'),
  rsa4096: kind({ key: 'rsa4096' }, 'Public-Key: \\(4096 bit\\)'),
  rsa8192: kind({ key: 'rsa8192' }, 'Public-Key: \\(8192 bit\\)'),
  sha384: kind({ digest: 'sha384' }, 'ecdsa-with-SHA384'),
  sha512: kind({ digest: 'sha512' }, 'ecdsa-with-SHA512'),
  'extended-validation': kind(
    {
      subject: `/jurisdictionC=BE/businessCategory=Private Organization/serialNumber=0123.456.789/C=BE/O=Shop NV/CN=${shop}`,
      extensions: ['certificatePolicies=2.23.140.1.1'],
    },
    'Policy: 2\\.23\\.140\\.1\\.1',
  ),
  'root-included': kind({ chain: 'root' }, ' 2 s:'),
  // 398 days were allowed until 2026-03-15, and what was issued before stays good
  'issued-before-limit': kind({ fromDays: -280, toDays: 118 }, 'lifetime 398 days'),
} as const;

const brokenKinds = {
  'untrusted-root': kind(
    { authority: 'unknown', chain: 'root' },
    'self-signed certificate in certificate chain',
  ),
  'sha1-intermediate': kind({ authority: 'sha1' }, 'issuer.*sha1 issuing CA'),
  sha1: kind({ digest: 'sha1' }, 'ecdsa-with-SHA1'),
  md5: kind({ digest: 'md5', authority: 'rsa' }, 'md5WithRSA'),
  rsa1024: kind({ key: 'rsa1024' }, 'Public-Key: \\(1024 bit\\)'),
  '10000-sans': kind({ names: [...names, ...strangers(9_998)] }, 'excessive message size'),
  'expired-intermediate': kind({ authority: 'ended' }, 'certificate has expired'),
  'reversed-chain': kind({ chain: 'reversed' }, ' 1 s:[^\\n]*Root'),
  'must-staple': kind({ extensions: ['tlsfeature=status_request'] }, 'TLS Feature|status_request'),
  overlong: kind({ fromDays: -30, toDays: 370 }, 'lifetime 400 days'),
  'renewal-late': kind({ fromDays: -70, toDays: 20 }, 'lifetime 90 days'),
  'renewal-due': kind({ fromDays: -86, toDays: 4 }, 'lifetime 90 days'),
} as const;

const kinds: Readonly<Record<string, Kind>> = { ...soundKinds, ...brokenKinds };
const kindNames = Object.keys(kinds) as [string, ...string[]];

/** What openssl says of the session and of the certificate, at the usual level of strictness. */
const looked = `openssl s_client -connect ${shop}:${port} -servername ${shop} -verify_hostname ${shop} -status </dev/null >/tmp/kind.$$ 2>&1
grep -aE '^Verif|^verify error|^ [0-9] s:|^issuer|excessive|Protocol *:|^New,|Cert Status|alert' /tmp/kind.$$
openssl x509 -in /tmp/kind.$$ -noout -text 2>/dev/null | grep -aE 'Public-Key|Signature Algorithm|Policy|Subject:|DNS:|TLS Feature|status_request'
from=$(openssl x509 -in /tmp/kind.$$ -noout -startdate 2>/dev/null | cut -d= -f2)
to=$(openssl x509 -in /tmp/kind.$$ -noout -enddate 2>/dev/null | cut -d= -f2)
echo "lifetime $(( ($(date -d "$to" +%s) - $(date -d "$from" +%s)) / 86400 )) days"; rm -f /tmp/kind.$$`;

const witnessOf = (shows: string) => ({
  run: looked,
  shows: new RegExp(shows),
  normally: new RegExp(`^(?![^]*(?:${shows}))[^]*Verification: OK`),
});

/** Daemons of today refuse to load what is weak, unless they are told to be lenient. */
const lenient = (text: string): string =>
  text.replace(
    'ssl_protocols TLSv1.2 TLSv1.3;',
    'ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers DEFAULT:@SECLEVEL=0;',
  );

export const certificateKind = defineFault({
  id: 'certificate-kind',
  summary: `A certificate of an unusual kind: sound (${Object.keys(soundKinds).join(', ')}) or not (${Object.keys(brokenKinds).join(', ')}).`,
  params: z.strictObject({ kind: z.enum(kindNames).default('untrusted-root') }),
  // rsa8192 takes a minute to make on a busy machine
  examples: kindNames
    .filter((each) => each !== 'untrusted-root' && each !== 'rsa8192')
    .map((each) => ({ kind: each })),
  inject: async (world, { kind: name }) => {
    const { chain, key } = await world.pki.issue({ ...certificateTable[slot], ...kinds[name]!.change });
    await world.change.reconfigure([server], {
      [certificatePath(slot)]: () => chain,
      [keyPath(slot)]: () => key,
      [webConfigPath(server)]: lenient,
    });
  },
  witness: ({ kind: name }) => witnessOf(kinds[name]!.shows),
});

/** The authority's own word that the certificate is revoked, for the server to staple (RFC 6961, RFC 6066 section 8). */
async function revocation(world: World): Promise<{ chain: string; key: string; status: string }> {
  const { chain, key, file, issuer } = await world.pki.issue(certificateTable[slot]);
  const serial = (await mustRun('openssl', ['x509', '-in', `${file}.pem`, '-noout', '-serial']))
    .trim()
    .split('=')[1];
  const time = (days: number): string =>
    `${new Date(Date.now() + days * 86_400_000)
      .toISOString()
      .replaceAll(/[-:T]|\.\d+/g, '')
      .slice(2, 14)}Z`;
  await writeFile(
    `${file}.index`,
    `R\t${time(60)}\t${time(-2)},keyCompromise\t${serial}\tunknown\t/CN=${shop}\n`,
  );
  const query = [
    'ocsp',
    '-issuer',
    `${issuer}.pem`,
    '-cert',
    `${file}.pem`,
    '-reqout',
    `${file}.req`,
    '-no_nonce',
  ];
  await mustRun('openssl', query);
  const signer = ['-CA', `${issuer}.pem`, '-rsigner', `${issuer}.pem`, '-rkey', `${issuer}.key`];
  const answer = ['-reqin', `${file}.req`, '-respout', `${file}.ocsp`, '-ndays', '5'];
  await mustRun('openssl', ['ocsp', '-index', `${file}.index`, ...signer, ...answer]);
  return { chain, key, status: `${file}.ocsp` };
}

export const certificateRevoked = defineFault({
  id: 'certificate-revoked',
  summary:
    'The authority has revoked the certificate, and the server hands its word out itself (OCSP stapling).',
  params: z.strictObject({}),
  inject: async (world) => {
    const { chain, key, status } = await revocation(world);
    await world.change.reconfigure([server], {
      [certificatePath(slot)]: () => chain,
      [keyPath(slot)]: () => key,
      [behaviourPath(server, shop)]: (text) => `ssl_stapling on; ssl_stapling_file ${status};\n${text}`,
    });
  },
  witness: () => witnessOf('Cert Status: revoked'),
});

const versions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;

export const tlsSettings = defineFault({
  id: 'tls-settings',
  summary:
    'The web server speaks only some versions or ciphers of TLS, or a weak Diffie-Hellman group: outdated, too new for old devices, or as good as any.',
  params: z.strictObject({
    versions: z.array(z.enum(versions)).min(1).default(['TLSv1', 'TLSv1.1']),
    ciphers: z
      .string()
      .regex(/^[A-Za-z0-9@=:+!-]+$/)
      .default('DEFAULT'),
    groupBits: z.int().min(512).max(2048).optional(),
    key: z.enum(['p256', 'rsa2048']).default('p256'),
    /** Who decides among the ciphers that both know. */
    order: z.enum(['client', 'server']).default('client'),
  }),
  examples: [
    { versions: ['TLSv1'] },
    { versions: ['TLSv1.1'] },
    { versions: ['TLSv1.3'] },
    { versions: ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] },
    { versions: ['TLSv1.2'], ciphers: 'AES256-SHA', key: 'rsa2048' },
    { versions: ['TLSv1.2'], ciphers: 'NULL-SHA256', key: 'rsa2048' },
    { versions: ['TLSv1.2'], ciphers: 'DHE-RSA-AES128-SHA', key: 'rsa2048', groupBits: 1024 },
  ],
  inject: async (world, { versions: spoken, ciphers, groupBits, key: keyKind, order }) => {
    const { chain, key } = await world.pki.issue({ ...certificateTable[slot], key: keyKind });
    const group = `${paths.pki}/group-${groupBits ?? 0}.pem`;
    if (groupBits !== undefined)
      await mustRun('openssl', ['dhparam', '-dsaparam', '-out', group, String(groupBits)]);
    const lines = [
      `ssl_protocols ${spoken.join(' ')};`,
      `ssl_ciphers ${ciphers}:@SECLEVEL=0;`,
      ...(order === 'server' ? ['ssl_prefer_server_ciphers on;'] : []),
      ...(groupBits === undefined ? [] : [`ssl_dhparam ${group};`]),
    ].join(' ');
    await world.change.reconfigure([server], {
      [certificatePath(slot)]: () => chain,
      [keyPath(slot)]: () => key,
      [webConfigPath(server)]: (text) => text.replace('ssl_protocols TLSv1.2 TLSv1.3;', lines),
    });
  },
  witness: ({ versions: spoken, ciphers }) => {
    const flag = (version: string): string => `-${version.replace('v', '').replace('.', '_').toLowerCase()}`;
    const tries = versions.map(
      (version) =>
        `openssl s_client -connect ${shop}:${port} -servername ${shop} ${flag(version)} -cipher 'ALL:eNULL:@SECLEVEL=0' </dev/null 2>&1 | grep -a '^New, ' | sed 's/^/${version} /'`,
    );
    const state = (list: readonly string[], cipher: string): RegExp =>
      new RegExp(
        `^${versions.map((version) => `${version} New, ${list.includes(version) ? cipher : '\\(NONE\\)'}[^\\n]*`).join('\\n')}$`,
      );
    const [first = ''] = ciphers.split(':');
    const chosen = ciphers === 'DEFAULT' ? '(?:TLS|SSL)' : `(?:TLS|SSL)[^\\n]*Cipher is ${first}`;
    return {
      run: tries.join('; '),
      shows: state(spoken, chosen),
      normally: state(['TLSv1.2', 'TLSv1.3'], '(?:TLS|SSL)[^\\n]*Cipher is (?:ECDHE-ECDSA|TLS_)'),
    };
  },
});

/** The site's server block, once for each family, so that the second can show another certificate. */
function splitByFamily(text: string, other: string): string {
  const names = `server_name ${shop} www.${shop};`;
  const block = text
    .split('\n  server {')
    .find((each) => each.includes('ssl_certificate ') && each.includes(names));
  if (block === undefined) return text;
  const only = (family: 4 | 6): string =>
    block.replace(family === 4 ? /listen \[::\]:443[^;]*;/ : /listen 0\.0\.0\.0:443[^;]*;/, '');
  const second = only(6)
    .replaceAll(certificatePath(slot), `${other}.pem`)
    .replaceAll(keyPath(slot), `${other}.key`);
  return text.replace(block, `${only(4)}\n  server {${second}`);
}

export const certificateDiffersByFamily = defineFault({
  id: 'certificate-differs-by-family',
  summary:
    'The web server shows another certificate over IPv6: one that has ended, or one that is as good (no fault of anybody).',
  params: z.strictObject({ state: z.enum(['ended', 'good']).default('ended') }),
  examples: [{ state: 'good' }],
  inject: async (world, { state }) => {
    const days = state === 'ended' ? { fromDays: -110, toDays: -20 } : {};
    const { chain, key } = await world.pki.issue({ ...certificateTable[slot], ...days });
    const other = `${paths.pki}/other-family`;
    await Promise.all([writeFile(`${other}.pem`, chain), writeFile(`${other}.key`, key)]);
    await world.change.reconfigure([server], {
      [webConfigPath(server)]: (text) => splitByFamily(text, other),
    });
  },
  witness: ({ state }) => ({
    run: [4, 6]
      .map(
        (family) =>
          `openssl s_client -${family} -connect ${shop}:${port} -servername ${shop} </dev/null 2>/dev/null | tee /tmp/f${family}.$$ | grep -a '^Verification'; openssl x509 -in /tmp/f${family}.$$ -noout -fingerprint`,
      )
      .join('; '),
    shows:
      state === 'ended'
        ? /OK\n[^]*certificate has expired/
        : /OK\n.*Fingerprint=(.+)\n[^]*OK\n.*Fingerprint=(?!\1)/,
    normally: /OK\n.*Fingerprint=(.+)\n[^]*OK\n.*Fingerprint=\1/,
  }),
});

export const clientCertificateWanted = defineFault({
  id: 'client-certificate-wanted',
  summary:
    'The site lets only visitors in who show a certificate of their own (a policy, and no fault of the server).',
  params: z.strictObject({}),
  inject: async (world) => {
    const path = `${paths.pki}/wanted.pem`;
    await writeFile(path, await readFile(`${paths.pki}/public-root.pem`, 'utf8'));
    await world.change.reconfigure([server], {
      [behaviourPath(server, shop)]: (text) =>
        `ssl_verify_client on; ssl_client_certificate ${path};\n${text}`,
    });
  },
  witness: () => ({
    run: page(`https://${shop}/`),
    shows: /No required SSL certificate was sent/,
    normally: /Welcome to/,
  }),
});
