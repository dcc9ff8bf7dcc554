/** DMARC records by RFC 9989: tags, the policy that follows from them, and where the tree walk finds one. */
import type { DnsRecord } from '../observations/dns.ts';
import { isWithin } from './dns-answers.ts';
import type { Facts } from './facts.ts';
import { mailDomain } from './hosts.ts';
import { wordOn, type RecordWord } from './record-word.ts';
import { tagsOf } from './tag-list.ts';
import { isDmarc, textOf } from './text-records.ts';

type DmarcPolicyWord = 'none' | 'quarantine' | 'reject';

export interface DmarcRecord {
  /** What receivers are asked to do; null where the record is as good as none (section 4.7). */
  readonly policy: DmarcPolicyWord | null;
  /** The policy as written is missing or unknown, and counts as `none` because reports are wanted. */
  readonly isPolicyAssumed: boolean;
  /** For names of the domain that do not exist: `np`, else `sp`, else `p`. */
  readonly policyForMissingNames: DmarcPolicyWord | null;
  readonly isPublicSuffix: boolean;
  /** `t=y`: receivers are asked to apply the next milder policy. */
  readonly isTest: boolean;
  /** Hosts of the addresses that reports go to. */
  readonly reportHosts: readonly string[];
  /** The first tag with a value that the standard does not know, `tag=value`. */
  readonly wrongValue: string | undefined;
  /** Tags of RFC 7489 that the new standard took away. */
  readonly outdatedTags: readonly string[];
}

const policies: ReadonlySet<string> = new Set(['none', 'quarantine', 'reject']);
const yesNo: ReadonlySet<string> = new Set(['y', 'n']);
const alignment: ReadonlySet<string> = new Set(['r', 's']);
/** Section 4.7: tags with a closed list of values. */
const knownValues: Readonly<Record<string, ReadonlySet<string>>> = {
  sp: policies,
  np: policies,
  adkim: alignment,
  aspf: alignment,
  psd: new Set(['y', 'n', 'u']),
  t: yesNo,
};
const outdated = ['pct', 'rf', 'ri'] as const;

const policyIn = (value: string | undefined): DmarcPolicyWord | null => {
  const word = value?.toLowerCase() ?? '';
  return policies.has(word) ? (word as DmarcPolicyWord) : null;
};

/** RFC 9990 section 3.1: `mailto:` addresses, each with an optional size limit that is obsolete now (`!10m`). */
const hostsIn = (uris: string | undefined): readonly string[] =>
  (uris ?? '').split(',').flatMap((uri) => {
    const host = /^\s*mailto:[^@\s]+@([a-z0-9.-]+?)\.?(?:!\d+[kmgt]?)?\s*$/i.exec(uri)?.[1];
    return host === undefined ? [] : [host.toLowerCase()];
  });

/** Null for a text that is no list of tags. */
export function readDmarc(text: string): DmarcRecord | null {
  const tags = tagsOf(text);
  if (!tags) return null;
  const written = policyIn(tags.get('p'));
  const reports = hostsIn(tags.get('rua'));
  const policy = written ?? (reports.length > 0 ? 'none' : null);
  const wrong = Object.entries(knownValues).find(([tag, values]) => {
    const value = tags.get(tag);
    return value !== undefined && !values.has(value.toLowerCase());
  });
  return {
    policy,
    isPolicyAssumed: written === null && policy !== null,
    policyForMissingNames: policyIn(tags.get('np')) ?? policyIn(tags.get('sp')) ?? policy,
    isPublicSuffix: tags.get('psd')?.toLowerCase() === 'y',
    isTest: tags.get('t')?.toLowerCase() === 'y',
    reportHosts: [...new Set([...reports, ...hostsIn(tags.get('ruf'))])],
    wrongValue: wrong && `${wrong[0]}=${tags.get(wrong[0])}`,
    outdatedTags: outdated.filter((tag) => tags.has(tag)),
  };
}

const NAMES_AT_MOST = 8;

/** Section 4.10: names above the domain at which a policy for it may stand, nearest first; long names skip to their last seven labels. */
export function dmarcNamesAbove(domain: string): readonly string[] {
  const labels = domain
    .split('.')
    .slice(1)
    .slice(-(NAMES_AT_MOST - 1));
  return labels.map((_, index) => `_dmarc.${labels.slice(index).join('.')}`);
}

export interface InheritedDmarc {
  readonly name: string;
  readonly record: DnsRecord;
  readonly policy: DmarcRecord;
  readonly word: RecordWord;
}

/** A policy that a public suffix sets for all domains below it (`psd=y`), for a domain without one of its own. */
export const inheritedDmarc = (facts: Facts): InheritedDmarc | undefined =>
  dmarcNamesAbove(mailDomain(facts)).flatMap((name): readonly InheritedDmarc[] => {
    const word = wordOn(facts, name, 'TXT');
    const records = word.records.filter(isDmarc);
    const [record] = records;
    const policy = record && readDmarc(textOf(record));
    return records.length === 1 && record && policy?.isPublicSuffix ? [{ name, record, policy, word }] : [];
  })[0];

/** RFC 9990 section 4: domains elsewhere must agree to take the reports. */
export const foreignReportHosts = (facts: Facts, records: readonly DnsRecord[]): readonly string[] => {
  const domain = mailDomain(facts);
  const hosts = records.flatMap((each) => readDmarc(textOf(each))?.reportHosts ?? []);
  return [...new Set(hosts)].filter((host) => !isWithin(host, domain) && !isWithin(domain, host));
};

export const reportAgreementName = (domain: string, host: string): string =>
  `${domain}._report._dmarc.${host}`;
