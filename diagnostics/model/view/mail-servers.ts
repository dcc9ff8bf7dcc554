/** The hosts that the MX records name, as subjects of checks. */
import { isAddressLiteral } from './addresses.ts';
import type { Facts } from './facts.ts';
import { isNullMx, mailDomain, mxTargets, wants } from './hosts.ts';
import { wordOn } from './record-word.ts';

export type MailServers =
  /** No mail asked for, an address typed, no MX record, or mail refused on purpose (RFC 7505). */
  | { readonly status: 'none'; readonly domain: string }
  /** The MX records are not known. */
  | { readonly status: 'unknown'; readonly domain: string }
  | { readonly status: 'known'; readonly domain: string; readonly hosts: readonly string[] };

export function mailServers(facts: Facts): MailServers {
  const domain = mailDomain(facts);
  if (facts.request.target.isAddress || !wants(facts, 'mail')) return { status: 'none', domain };
  const targets = mxTargets(facts);
  // A denial by the system's resolver alone is none (see `wordOn`).
  if (!targets || (targets.length === 0 && wordOn(facts, domain, 'MX').status !== 'none'))
    return { status: 'unknown', domain };
  const hosts = [...new Set(targets.filter((each) => !isNullMx([each])).map((each) => each.exchange))];
  return hosts.length > 0 ? { status: 'known', domain, hosts } : { status: 'none', domain };
}

/** MX hosts that are names, as they should be. */
export const namedMailServers = (facts: Facts): MailServers => {
  const servers = mailServers(facts);
  if (servers.status !== 'known') return servers;
  const hosts = servers.hosts.filter((host) => !isAddressLiteral(host));
  return hosts.length > 0 ? { ...servers, hosts } : { status: 'none', domain: servers.domain };
};
