/**
 * Addresses of the person's own network. The desk needs none of them: it sees the public one. They become others of the same kind, the
 * same ones everywhere, so that a report still reads and judges alike; what a server or a zone states of itself stays as it is.
 */
import ipaddr from 'ipaddr.js';
import type { Observation } from '../../model/observation.ts';
import type { Report } from '../../model/report.ts';

/** Ranges that lead nowhere outside (RFC 1918, 4193, 6598, 3927, 4291), each with the stand-ins that take their place. */
const standIns: Readonly<Record<string, (number: number, original: ipaddr.IPv4 | ipaddr.IPv6) => string>> = {
  private: (number, original) => privateStandIn(original.toString(), number),
  carrierGradeNat: (number) => `100.64.0.${number}`,
  linkLocal: (number, original) =>
    original.kind() === 'ipv4' ? `169.254.0.${number}` : `fe80::${number.toString(16)}`,
  uniqueLocal: (number) => `fd00::${number.toString(16)}`,
};

function privateStandIn(original: string, number: number): string {
  if (original.startsWith('10.')) return `10.0.0.${number}`;
  return original.startsWith('192.168.') ? `192.168.0.${number}` : `172.16.0.${number}`;
}

const rangeOf = (text: string): string => (ipaddr.isValid(text) ? ipaddr.parse(text).range() : '');

/** In the order in which they were seen; without those that the domain or its servers give as their own. */
export function localAddresses({ observations, request }: Report): readonly string[] {
  const stated = new Set([request.target.domain, ...request.hosts, ...observations.flatMap(statedBy)]);
  const own = observations.flatMap(ownOf).filter((address) => Object.hasOwn(standIns, rangeOf(address)));
  return [...new Set(own)].filter((address) => !stated.has(address));
}

function ownOf(observation: Observation): readonly string[] {
  if (observation.kind === 'environment') {
    const { interfaces, defaultRoutes, resolvers, proxies } = observation.data;
    return [
      ...interfaces.map(({ address }) => address),
      ...(defaultRoutes ?? []).flatMap(({ gateway }) => gateway ?? []),
      ...resolvers,
      ...proxies.flatMap(({ value }) => value.match(/\b\d{1,3}(?:\.\d{1,3}){3}\b/gu) ?? []),
    ];
  }
  if (observation.kind === 'router-address')
    return [observation.endpoint.address ?? '', observation.data.externalAddress ?? ''];
  return 'localAddress' in observation.data ? [observation.data.localAddress ?? ''] : [];
}

/** What is in DNS, in the hosts file or in an FTP answer is a finding about the target, not about this network. */
function statedBy(observation: Observation): readonly string[] {
  if (observation.kind === 'environment') return observation.data.hostsEntries.map(({ address }) => address);
  if (observation.kind === 'ftp')
    return observation.data.passive.flatMap(({ advertisedAddress }) => advertisedAddress ?? []);
  if (observation.kind === 'system-lookup') return observation.data.addresses;
  if (observation.kind === 'dns') return observation.data.response?.answers.map(({ value }) => value) ?? [];
  return [];
}

export function withoutLocalAddresses(report: Report, addresses: readonly string[]): Report {
  if (addresses.length === 0) return report;
  const { networkData, ...rest } = report;
  const text = JSON.stringify(rest);
  const names = replacements(addresses, text);
  // Longest first: 192.168.1.1 must not eat the start of 192.168.1.10. Neither part of a longer number nor of a longer IPv6 address.
  const known = [...names.keys()]
    .sort((a, b) => b.length - a.length)
    .map((each) => each.replaceAll('.', String.raw`\.`));
  const pattern = new RegExp(String.raw`(?<!(?<!IPv6):|[\w.])(?:${known.join('|')})(?![\w:]|\.\d)`, 'giu');
  const clean = JSON.parse(
    text.replace(pattern, (match) => names.get(match.toLowerCase()) ?? match),
  ) as Report;
  return { ...clean, networkData, observations: clean.observations.map(marked) };
}

/** Two reports are held to be of one network by these addresses: replaced ones must not count. */
const marked = (observation: Observation): Observation =>
  observation.kind === 'environment'
    ? { ...observation, data: { ...observation.data, ownAddresses: 'replaced' } }
    : observation;

/** Numbered within their range; a number that the report uses for something else is passed over. */
function replacements(addresses: readonly string[], text: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const used = new Set<string>();
  for (const address of addresses) {
    const original = ipaddr.parse(address);
    const standIn = standIns[original.range()];
    for (let number = 1; standIn !== undefined && number < 250; number += 1) {
      const name = standIn(number, original);
      if (used.has(name) || (name !== address && text.includes(name))) continue;
      used.add(name);
      names.set(address.toLowerCase(), name);
      break;
    }
  }
  return names;
}
