/** Reading DNS responses: final addresses behind aliases, referrals, zone cuts. */
import type { DnsRecord, DnsResponse, RecordType } from '../observations/dns.ts';
import type { ObservationOf } from '../observation.ts';
import { canonicalAddress } from './addresses.ts';

export type DnsObservation = ObservationOf<'dns'>;

/** `a` is `b` or lies below it. The root is ".". */
export const isWithin = (a: string, b: string): boolean => b === '.' || a === b || a.endsWith(`.${b}`);

/** Labels of a name; the root has none. */
export const depthOf = (name: string): number => (name === '.' ? 0 : name.split('.').length);

export const recordsOf = (
  records: readonly DnsRecord[],
  name: string,
  type: RecordType,
): readonly DnsRecord[] => records.filter((each) => each.type === type && each.name === name);

/** Follows aliases inside one response, at most eight, and returns the last name. */
export function aliasEnd(response: DnsResponse, name: string): string {
  let current = name;
  for (let hops = 0; hops < 8; hops++) {
    const alias = recordsOf(response.answers, current, 'CNAME')[0];
    if (!alias) return current;
    current = alias.value;
  }
  return current;
}

/** Records of the type at the end of the alias chain. */
export const answeredRecords = (
  response: DnsResponse,
  name: string,
  type: RecordType,
): readonly DnsRecord[] => recordsOf(response.answers, aliasEnd(response, name), type);

/** Canonical addresses in the response, for A or AAAA questions. */
export const answeredAddresses = (
  response: DnsResponse,
  name: string,
  type: 'A' | 'AAAA',
): readonly string[] => answeredRecords(response, name, type).map((each) => canonicalAddress(each.value));

export interface Referral {
  /** Name of the child zone. */
  readonly zone: string;
  readonly nameServers: readonly string[];
  /** Addresses from the additional section for servers inside the referring zone. */
  readonly glue: ReadonlyMap<string, readonly string[]>;
}

/** A downward referral: not authoritative, no answer, NS records of a name below the zone that was asked (RFC 1034 section 4.3.2). */
export function referralIn(response: DnsResponse, askedZone: string, question: string): Referral | undefined {
  if (response.rcode !== 'NOERROR' || response.answers.length > 0) return undefined;
  const servers = response.authorities.filter((each) => each.type === 'NS');
  const zone = servers[0]?.name;
  if (zone === undefined || !isWithin(question, zone) || depthOf(zone) <= depthOf(askedZone))
    return undefined;
  const nameServers = [...new Set(servers.filter((each) => each.name === zone).map((each) => each.value))];
  const glue = new Map<string, readonly string[]>();
  for (const server of nameServers.filter((name) => isWithin(name, askedZone))) {
    const found = response.additionals
      .filter((each) => each.name === server && (each.type === 'A' || each.type === 'AAAA'))
      .map((each) => canonicalAddress(each.value));
    if (found.length > 0) glue.set(server, found);
  }
  return { zone, nameServers, glue };
}

/** Owner of the SOA in the answer or authority section: the zone that the response speaks for. */
export const zoneOfResponse = (response: DnsResponse): string | undefined =>
  [...response.answers, ...response.authorities].find((each) => each.type === 'SOA')?.name;
