/** R26: the provider's name servers may hold the zone too, though the registry names others. What they say is compared with what counts. */
import type { DnsRecord, RecordType } from '../observations/dns.ts';
import type { ObservationOf } from '../observation.ts';
import { isInRanges, sameSet } from './addresses.ts';
import { delegationOf } from './delegation.ts';
import { oncePerFacts, type Facts } from './facts.ts';
import { trueAddresses } from './host-addresses.ts';
import { matchesAny } from './host-pattern.ts';
import { wants, webHosts } from './hosts.ts';
import { dkimNames } from './provider-mail.ts';
import { wordOn } from './record-word.ts';
import type { NamedAddress } from './resolver.ts';
import { isSpf, textOf } from './text-records.ts';

type Answer = ObservationOf<'zone-copy'>;

const SERVERS_AT_MOST = 2;

/** The provider's name servers, when none of them is named by the registry; empty when the zone is the provider's, or nobody knows. */
export const strangerServers: (facts: Facts) => readonly string[] = oncePerFacts((facts) => {
  const { provider } = facts;
  const { cut, servers } = delegationOf(facts);
  if (!provider || !cut || facts.request.target.isAddress) return [];
  const isOwn =
    cut.nameServers.some((name) => matchesAny(provider.nameServers, name)) ||
    servers.some(({ address }) => isInRanges(address, provider.addressRanges));
  return isOwn ? [] : provider.nameServers.filter((name) => !name.includes('*')).slice(0, SERVERS_AT_MOST);
});

/** Their addresses, as far as they are known: one each. */
export const strangerAddresses = (facts: Facts): readonly NamedAddress[] =>
  strangerServers(facts).flatMap((serverName) =>
    trueAddresses(facts, serverName)
      .slice(0, 1)
      .map((address) => ({ serverName, address })),
  );

const answersTo = (facts: Facts, name: string, type: RecordType): readonly Answer[] =>
  facts
    .jobs('zone-copy')
    .map((job) => job.best)
    .filter((each) => each.input.name === name && each.input.type === type);

/** The answer of a server that holds the zone: authoritative, with the zone's own SOA record. */
export const copyHolder = (facts: Facts): Answer | undefined => {
  const zone = delegationOf(facts).cut?.zone ?? '';
  return answersTo(facts, zone, 'SOA').find(
    ({ data }) =>
      data.response?.flags.aa === true &&
      data.response.answers.some((each) => each.type === 'SOA' && each.name === zone),
  );
};

/** What is compared: addresses of the site, where mail goes, and what is said of mail that is sent. */
export function comparedRecords(facts: Facts): readonly (readonly [string, RecordType])[] {
  const zone = delegationOf(facts).cut?.zone;
  if (zone === undefined) return [];
  return [
    ...webHosts(facts).flatMap((host) => [[host, 'A'] as const, [host, 'AAAA'] as const]),
    ...(wants(facts, 'mail')
      ? [
          [zone, 'MX'] as const,
          [zone, 'TXT'] as const,
          ...dkimNames(facts)
            .slice(0, 2)
            .map((name) => [name, 'TXT'] as const),
        ]
      : []),
  ];
}

export interface CopyDifference {
  readonly name: string;
  readonly type: RecordType;
  /** Values of the copy, which the zone that counts does not have. */
  readonly copy: readonly string[];
  readonly live: readonly string[];
  readonly seenIn: Answer;
}

/** Texts of other services are nobody's loss. */
const contents = (records: readonly DnsRecord[], name: string, type: RecordType): readonly string[] =>
  records
    .filter((each) => each.type === type && each.name === name)
    .filter((each) => type !== 'TXT' || isSpf(each) || /(?:^|;)\s*p=/.test(textOf(each)))
    .map((each) => (type === 'TXT' ? textOf(each) : each.value));

/** Only where both have spoken; what the copy lacks is no loss. */
export const copyDifferences: (facts: Facts) => readonly CopyDifference[] = oncePerFacts((facts) =>
  comparedRecords(facts).flatMap(([name, type]): readonly CopyDifference[] => {
    const seenIn = answersTo(facts, name, type).find((each) => each.data.response?.flags.aa === true);
    const word = wordOn(facts, name, type);
    if (!seenIn || word.status === 'unknown' || word.status === 'unasked') return [];
    const copy = contents(seenIn.data.response!.answers, name, type);
    const live = contents(word.records, name, type);
    return copy.length === 0 || sameSet(copy, live) ? [] : [{ name, type, copy, live, seenIn }];
  }),
);
