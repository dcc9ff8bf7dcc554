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
import type { ZoneRecord } from '../world/zones.ts';
import { defineFault } from './fault.ts';
import { domain, owner } from './parts.ts';

const policyOf = (mx: string): string =>
  ['version: STSv1', 'mode: enforce', `mx: ${mx}`, 'max_age: 86400'].join('\\r\\n');

export const mtaStsPolicy = defineFault({
  id: 'mta-sts-policy',
  summary:
    'The domain demands encryption of senders (MTA-STS) and names another mail server than its MX records do; or its file is gone; or all is sound.',
  params: z.strictObject({
    domain,
    how: z.enum(['contradicts-mx', 'gone', 'sound']).default('contradicts-mx'),
  }),
  examples: [{ how: 'gone' }, { how: 'sound' }],
  inject: async (world, { domain: origin, how }) => {
    const name = `mta-sts.${origin}`;
    const { chain, key } = await world.pki.issue({ names: [name] });
    const file = certificatePath(`mta-sts-${origin}`);
    await world.change.newFile(file, chain + key);
    const answer =
      how === 'gone'
        ? 'return 404'
        : `return 200 "${policyOf(how === 'sound' ? `mail.${origin}` : 'mx.old-provider.example')}\\r\\n"`;
    const block = `  server { listen 0.0.0.0:443 ssl; listen [::]:443 ssl; server_name ${name};
    ssl_certificate ${file}; ssl_certificate_key ${file};
    location = /.well-known/mta-sts.txt { default_type text/plain; ${answer}; } }
}
`;
    await world.change.reconfigure(['nginx-web1'], {
      [webConfigPath('nginx-web1')]: (text) => text.replace(/\}\s*$/, block),
    });
    await world.change.zone(origin, (records) => [
      ...records,
      [owner(origin, '_mta-sts'), 'TXT', '"v=STSv1; id=20261101"'],
      [owner(origin, 'mta-sts'), 'A', hosts.web1.v4],
      [owner(origin, 'mta-sts'), 'AAAA', hosts.web1.v6],
    ]);
  },
  witness: ({ domain: origin, how }) => ({
    run: `dig +short _mta-sts.${origin} TXT; curl -ksS -m 5 -w '%{http_code}\\n' https://mta-sts.${origin}/.well-known/mta-sts.txt | tr -d '\\r'; dig +short ${origin} MX`,
    shows: {
      'contradicts-mx': /STSv1(.*\n)+mx: mx\.old-provider(.*\n)+10 mail\./,
      gone: /STSv1(.*\n)+.*404/,
      sound: /STSv1(.*\n)+mx: mail\.(.*\n)+10 mail\./,
    }[how],
    normally: /^(?!.*STSv1)/,
  }),
});

/** `3 1 1`: SHA-256 of the public key of the server's own certificate (RFC 7672 section 3.1.1). */
async function announced(isRight: boolean): Promise<string> {
  const { publicKey } = new X509Certificate(await readFile(certificatePath('mail'), 'utf8'));
  const digest = createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' }));
  return `3 1 1 ${(isRight ? digest : digest.update('renewed')).digest('hex')}`;
}

export const tlsaRecords = defineFault({
  id: 'tlsa-records',
  summary:
    'The signed domain announces the certificate of its mail server (DANE) as it was before a renewal; or in an unsigned zone; or rightly.',
  params: z.strictObject({ domain, how: z.enum(['mismatch', 'unsigned', 'sound']).default('mismatch') }),
  examples: [{ how: 'unsigned' }, { how: 'sound' }],
  inject: async (world, { domain: origin, how }) => {
    const value = await announced(how !== 'mismatch');
    await world.change.zone(origin, (records) => [
      ...records,
      [owner(origin, '_25._tcp.mail'), 'TLSA', value],
    ]);
    if (how === 'unsigned') return;
    await world.change.signing(origin, soundSigning);
    await world.change.zone(NameServers.parentOf(origin), (records) => [
      ...records,
      [`${origin}.`, 'DS', dsText(origin)] satisfies ZoneRecord,
    ]);
  },
  witness: ({ domain: origin, how }) => ({
    run: `dig +noall +comments +answer @${hosts.quad9.v4} _25._tcp.mail.${origin} TLSA; d=$(openssl s_client -starttls smtp -connect mail.${origin}:25 </dev/null 2>/dev/null | openssl x509 -pubkey -noout | openssl pkey -pubin -outform DER | sha256sum | cut -c1-56); dig +short _25._tcp.mail.${origin} TLSA | tr 'A-F' 'a-f' | grep -q $d && echo same || echo other`,
    shows: {
      mismatch: / ad[ ;](.*\n)+.*TLSA(.*\n)+other/,
      unsigned: /^(?!(.|\n)* ad[ ;])(.|\n)*TLSA(.*\n)+same/,
      sound: / ad[ ;](.*\n)+.*TLSA(.*\n)+same/,
    }[how],
    normally: /^(?!(.|\n)*IN\s+TLSA)/,
  }),
});
