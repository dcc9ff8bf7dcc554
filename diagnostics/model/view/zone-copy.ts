/** R26: the provider's name servers may hold the zone too, though the registry names others. What they say is compared with what counts. */
import type { DnsRecord, RecordType } from '../observations/dns.ts';
import type { ObservationOf } from '../observation.ts';
import { isInRanges, sameSet } from './addresses.ts';
import { delegationOf } from './delegation.ts';
import { oncePerFacts, type Facts } from './facts.ts';
import { trueAddresses } from './host-addresses.ts';
import { matchesAny } from './host-pattern.ts';
import { givenNameServers, wants, webHosts } from './hosts.ts';
import { dkimNames } from './provider-mail.ts';
import { wordOn } from './record-word.ts';
import type { NamedAddress } from './resolver.ts';
import { isSpf, textOf } from './text-records.ts';

type Answer = ObservationOf<'zone-copy'>;

const SERVERS_AT_MOST = 2;
const NEW_SERVERS_AT_MOST = 4;

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

/** Name servers that the person means to move to: given, and not yet named by the registry. */
export function newServers(facts: Facts): readonly string[] {
  const named = delegationOf(facts).cut?.nameServers ?? [];
  return givenNameServers(facts)
    .filter((name) => !named.includes(name))
    .slice(0, NEW_SERVERS_AT_MOST);
}

/** One address of each that is known. */
export const newAddresses = (facts: Facts): readonly NamedAddress[] =>
  newServers(facts).flatMap((serverName) =>
    trueAddresses(facts, serverName)
      .slice(0, 1)
      .map((address) => ({ serverName, address })),
  );

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
    .filter((each) => each.input.name === name && each.input.type === type)
    .filter(({ endpoint }) => !newServers(facts).includes(endpoint.name ?? ''));

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

/** What a server says before the move: nothing yet, that it does not know the domain, or what would change by the move. */
export type MoveState =
  | { readonly status: 'unasked' | 'silent' | 'absent'; readonly seenIn: readonly Answer[] }
  | {
      readonly status: 'held';
      readonly seenIn: readonly Answer[];
      /** Also what it lacks: after the move that is gone. */
      readonly differences: readonly Omit<CopyDifference, 'seenIn'>[];
    };

const isHeld = ({ data }: Answer, zone: string): boolean =>
  data.response?.flags.aa === true &&
  data.response.answers.some((each) => each.type === 'SOA' && each.name === zone);

export function moveState(facts: Facts, server: string): MoveState {
  const zone = delegationOf(facts).cut?.zone ?? '';
  const answers = facts
    .jobs('zone-copy')
    .map((job) => job.best)
    .filter(({ endpoint }) => endpoint.name === server);
  const soa = answers.find(({ input }) => input.name === zone && input.type === 'SOA');
  if (!soa) return { status: 'unasked', seenIn: [] };
  if (soa.data.response === undefined) return { status: 'silent', seenIn: [soa] };
  if (!isHeld(soa, zone)) return { status: 'absent', seenIn: [soa] };
  const differences = comparedRecords(facts).flatMap(([name, type]) => {
    const seenIn = answers.find(({ input }) => input.name === name && input.type === type);
    const word = wordOn(facts, name, type);
    const isKnown = word.status === 'found' || word.status === 'none';
    if (seenIn?.data.response?.flags.aa !== true || !isKnown) return [];
    const copy = contents(seenIn.data.response.answers, name, type);
    const live = contents(word.records, name, type);
    return sameSet(copy, live) ? [] : [{ name, type, copy, live }];
  });
  return { status: 'held', seenIn: [soa], differences };
}
