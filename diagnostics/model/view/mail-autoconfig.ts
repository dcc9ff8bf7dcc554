/**
 * The file by which a domain tells mail programs their settings (config-v1.1.xml of Thunderbird's autoconfig, read by several programs). It
 * is fetched without an address, over https, and from its own host alone. Autodiscover has no such file: it answers to the mail address.
 */
import type { MailSetting } from '../mail-setting.ts';
import type { ObservationOf } from '../observation.ts';
import { coversName, validityAt } from './certificates.ts';
import { oncePerFacts, type Facts } from './facts.ts';
import { mailDomain } from './mail-domain.ts';
import { isSameSetting } from './mail-settings.ts';
import { trueTime } from './vantage.ts';

export const autoconfigHost = (domain: string): string => `autoconfig.${domain}`;
export const autoconfigUrl = (domain: string): string =>
  `https://${autoconfigHost(domain)}/mail/config-v1.1.xml`;

const SERVERS_AT_MOST = 6;
const protections: Readonly<Record<string, MailSetting['security']>> = {
  ssl: 'implicit',
  starttls: 'starttls',
  plain: 'plain',
};

/** Bounded by the 16 KiB that are read of a page; a file may name a server by a placeholder for the domain. */
function settingsIn(body: string, domain: string): readonly MailSetting[] {
  const servers = body.matchAll(
    /<(incoming|outgoing)Server\s[^>]{0,100}?type="(imap|pop3|smtp)"[^>]{0,100}>([^]{0,1500}?)<\/\1Server>/gi,
  );
  const valueIn = (text: string, name: string): string =>
    new RegExp(`<${name}>\\s*([^<\\s]{1,255})\\s*</${name}>`, 'i').exec(text)?.[1] ?? '';
  return [...servers].slice(0, SERVERS_AT_MOST).flatMap(([, , type = '', inner = '']) => {
    const host = valueIn(inner, 'hostname')
      .replaceAll('%EMAILDOMAIN%', domain)
      .toLowerCase()
      .replace(/\.$/, '');
    const port = Number(valueIn(inner, 'port'));
    const security = protections[valueIn(inner, 'socketType').toLowerCase()];
    const isName = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(host);
    if (!isName || security === undefined || !Number.isInteger(port) || port < 1 || port > 65_535) return [];
    return [{ protocol: type.toLowerCase() as MailSetting['protocol'], host, port, security }];
  });
}

/** The certificate of a page is valid for its host at true time, and public authorities vouch for it. */
export function isProvenPage(
  facts: Facts,
  { data, startedAt }: ObservationOf<'http'>,
  host: string,
): boolean {
  const leaf = data.tls?.chain[0];
  return (
    leaf !== undefined &&
    data.tls?.trust?.bundled.trusted !== false &&
    coversName(leaf, host) &&
    validityAt(leaf, trueTime(facts, Date.parse(startedAt))) === 'valid'
  );
}

export type Autoconfig =
  | { readonly status: 'unasked' | 'unknown' | 'none'; readonly page: ObservationOf<'http'> | undefined }
  | {
      readonly status: 'found';
      readonly page: ObservationOf<'http'>;
      readonly settings: readonly MailSetting[];
    };

/** `none`: the host answers with something else, as hosts behind a wildcard do. */
export const autoconfigOf = oncePerFacts((facts: Facts): Autoconfig => {
  const domain = mailDomain(facts);
  const page = facts.jobs('http').find(({ best }) => best.input.url === autoconfigUrl(domain))?.best;
  if (!page) return { status: 'unasked', page };
  if (page.data.status === undefined || !isProvenPage(facts, page, autoconfigHost(domain)))
    return { status: 'unknown', page };
  const body = page.data.bodyStart ?? '';
  const settings = settingsIn(body, domain);
  const distinct = settings.filter(
    (each, index) => settings.findIndex((other) => isSameSetting(each, other)) === index,
  );
  return page.data.status === 200 && body.includes('<clientConfig') && distinct.length > 0
    ? { status: 'found', page, settings: distinct }
    : { status: 'none', page };
});

/** Names in the file whose addresses are worth a question. */
export const autoconfigNames = (facts: Facts): readonly string[] => {
  const found = autoconfigOf(facts);
  return found.status === 'found' ? [...new Set(found.settings.map(({ host }) => host))].slice(0, 3) : [];
};
