/** What a domain may say of its mail beyond the necessary: protection of the way (MTA-STS, DANE), reports, a mark, and how programs find it. */
import type { DnsRecord, RecordType } from '../observations/dns.ts';
import type { ObservationOf } from '../observation.ts';
import { foreignReportHosts, reportAgreementName } from './dmarc.ts';
import type { Facts, Tried } from './facts.ts';
import { filterRecordName } from './filter-service.ts';
import { mailDomain } from './hosts.ts';
import { autoconfigHost, autoconfigNames } from './mail-autoconfig.ts';
import { dmarcPolicy } from './mail-policies.ts';
import { namedMailServers } from './mail-servers.ts';
import { serviceRecordNames } from './mail-settings.ts';
import { wordOn, type RecordWord } from './record-word.ts';
import { textOf } from './text-records.ts';

interface Question {
  readonly name: string;
  readonly type: RecordType;
}

const EXCHANGERS_AT_MOST = 2;
const REPORT_HOSTS_AT_MOST = 2;

export const stsRecordName = (domain: string): string => `_mta-sts.${domain}`;
export const stsHost = (domain: string): string => `mta-sts.${domain}`;
/** RFC 8461 section 3.2. */
export const stsPolicyUrl = (domain: string): string => `https://${stsHost(domain)}/.well-known/mta-sts.txt`;
export const tlsReportName = (domain: string): string => `_smtp._tls.${domain}`;
export const brandRecordName = (domain: string): string => `default._bimi.${domain}`;
/** RFC 7672 section 2.2. */
export const tlsaName = (host: string): string => `_25._tcp.${host}`;
/** Names at which mail programs look for their settings, beside the SRV records. */
const discoveryHosts = (domain: string): readonly string[] => [
  autoconfigHost(domain),
  `autodiscover.${domain}`,
];

/** Records whose text begins with a version, as MTA-STS, TLS reporting and BIMI have it. */
export function versionedRecords(
  facts: Facts,
  name: string,
  version: string,
): { readonly word: RecordWord; readonly records: readonly DnsRecord[] } {
  const word = wordOn(facts, name, 'TXT');
  const begins = new RegExp(`^v\\s*=\\s*${version}\\s*(?:;|$)`);
  return { word, records: word.records.filter((each) => begins.test(textOf(each))) };
}

/** The hosts of the first MX records. */
export function firstExchangers(facts: Facts): readonly string[] {
  const servers = namedMailServers(facts);
  return servers.status === 'known' ? servers.hosts.slice(0, EXCHANGERS_AT_MOST) : [];
}

/** Hosts that the SRV records of the domain name. */
const recordTargets = (facts: Facts): readonly string[] =>
  [...serviceRecordNames(facts), filterRecordName(facts)]
    .flatMap((name) => wordOn(facts, name, 'SRV').records)
    .map((record) => String(record.fields?.['target'] ?? '.'))
    .filter((target) => target.includes('.') && target !== '.');

/** All that one resolver is asked when somebody wants to know of the mail in particular. */
export function mailHealthQuestions(facts: Facts): readonly Question[] {
  const domain = mailDomain(facts);
  const text = (name: string): Question => ({ name, type: 'TXT' });
  const addresses = (name: string): readonly Question[] => [
    { name, type: 'A' },
    { name, type: 'AAAA' },
  ];
  const hasSts = versionedRecords(facts, stsRecordName(domain), 'STSv1').records.length > 0;
  return [
    ...[stsRecordName, tlsReportName, brandRecordName].map((nameOf) => text(nameOf(domain))),
    ...(hasSts ? addresses(stsHost(domain)) : []),
    ...firstExchangers(facts).map((host): Question => ({ name: tlsaName(host), type: 'TLSA' })),
    ...[...serviceRecordNames(facts), filterRecordName(facts)].map((name): Question => ({
      name,
      type: 'SRV',
    })),
    ...[...new Set([...recordTargets(facts).slice(0, 3), ...autoconfigNames(facts)])].flatMap(addresses),
    ...discoveryHosts(domain).map((name): Question => ({ name, type: 'A' })),
    ...foreignReportHosts(facts, dmarcPolicy(facts).records)
      .slice(0, REPORT_HOSTS_AT_MOST)
      .map((host) => text(reportAgreementName(domain, host))),
  ];
}

/** The policy file as it was fetched, at whichever address. */
export const stsPages = (facts: Facts): readonly Tried<'http'>[] =>
  facts.jobs('http').filter(({ best }) => best.input.url === stsPolicyUrl(mailDomain(facts)));

export interface StsPolicy {
  readonly mode: string;
  readonly patterns: readonly string[];
}

/** RFC 8461 section 3.2: lines of `key: value`; null where one that must stand there is missing. */
export function readStsPolicy({ data }: ObservationOf<'http'>): StsPolicy | null {
  const lines = (data.bodyStart ?? '').split(/\r?\n/).flatMap((line) => {
    const [, key, value = ''] = /^([a-z_]+)\s*:(.*)$/is.exec(line) ?? [];
    return key === undefined || value.trim() === '' ? [] : [[key, value.trim()] as const];
  });
  const valueOf = (wanted: string): string => lines.find(([key]) => key === wanted)?.[1] ?? '';
  const mode = valueOf('mode');
  const patterns = lines.filter(([key]) => key === 'mx').map(([, value]) => value.toLowerCase());
  const isWhole =
    valueOf('version') === 'STSv1' &&
    ['enforce', 'testing', 'none'].includes(mode) &&
    /^\d{1,10}$/.test(valueOf('max_age')) &&
    (mode === 'none' || patterns.length > 0);
  return isWhole ? { mode, patterns } : null;
}

/** RFC 8461 section 4.1: `*.` stands for exactly one label. */
export const matchesStsPattern = (patterns: readonly string[], host: string): boolean =>
  patterns.some((pattern) =>
    pattern.startsWith('*.') ? host.replace(/^[^.]+/, '*') === pattern : host === pattern,
  );
