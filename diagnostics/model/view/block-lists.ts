/**
 * What block lists say of the addresses that the domain's mail is sent from (RFC 5782), by a resolver of this seat. Never a public one:
 * lists refuse those, or give them error codes. IPv4 only, since of the known lists hardly one holds IPv6 addresses.
 */
import type { NetworkData } from '../network-data.ts';
import { canonicalAddress, familyOf, isAddressLiteral, isBogon, isInRanges } from './addresses.ts';
import { configuredResolvers } from './asked-resolvers.ts';
import { answeredAddresses, isWithin, type DnsObservation } from './dns-answers.ts';
import { oncePerFacts, type Facts } from './facts.ts';
import { questionsTo, trueAddresses } from './host-addresses.ts';
import { mailDomain } from './hosts.ts';
import { namedMailServers } from './mail-servers.ts';
import { mailHome, sendingAddresses, spfIncludesOf } from './provider-mail.ts';
import { reverseName } from './reverse-name.ts';
import { spfFor, spfWalk } from './spf/policy.ts';

export type BlockList = NonNullable<NetworkData['blockLists']>[number];

const LISTS_AT_MOST = 3;
const ADDRESSES_AT_MOST = 2;
/** RFC 5782 section 2.1: answers stand for codes and lie in the loopback network; anything else was put in by somebody on the way. */
const CODES = ['127.0.0.0/8'];
/** By common usage: the list refuses this resolver, was misspelt, or is asked too often. */
const ERRORS = ['127.255.255.0/24'];
/** RFC 5782 section 5: the first is always on a list, the second never. */
const TEST_POINTS = { listed: '127.0.0.2', unlisted: '127.0.0.1' } as const;

export const blockListsOf = ({ networkData }: Facts): readonly BlockList[] =>
  (networkData.blockLists ?? []).slice(0, LISTS_AT_MOST);

/** The resolver to ask: one of this seat that is not a public one. */
export function blockListResolver(facts: Facts): string | undefined {
  const known = facts.networkData.publicResolvers.flatMap((each) => each.addresses.map(canonicalAddress));
  return configuredResolvers(facts).find((address) => !known.includes(address));
}

/** The provider's policy may name whole networks, whose first address need not be a server. */
const isNamedAlone = (facts: Facts, address: string): boolean =>
  !spfIncludesOf(facts)
    .flatMap((name) => spfWalk(facts, name).terms)
    .map(({ text }) => text.toLowerCase().replace(/^\+/, ''))
    .some((text) => text.startsWith(`ip4:${address}/`) && !text.endsWith('/32'));

/** Single IPv4 addresses that the provider sends from, all that are known. */
export const sharedSenders = (facts: Facts): readonly string[] =>
  mailHome(facts) === 'provider'
    ? sendingAddresses(facts).filter(
        (each) =>
          isAddressLiteral(each) && familyOf(each) === 4 && !isBogon(each) && isNamedAlone(facts, each),
      )
    : [];

/** A server under the domain's own name that takes its mail, and that the domain's own policy lets send. */
function ownSenders(facts: Facts): readonly string[] {
  const servers = namedMailServers(facts);
  if (servers.status !== 'known') return [];
  return servers.hosts
    .filter((host) => isWithin(host, mailDomain(facts)))
    .flatMap((host) => trueAddresses(facts, host))
    .filter((each) => familyOf(each) === 4 && !isBogon(each))
    .filter((each) => spfFor(facts, each, mailDomain(facts)).result === 'pass');
}

/** The addresses that are worth asking about. */
export const sendersAsked: (facts: Facts) => readonly string[] = oncePerFacts((facts) => {
  const shared = sharedSenders(facts);
  return [...new Set(shared.length > 0 ? shared : ownSenders(facts))].slice(0, ADDRESSES_AT_MOST);
});

export interface ListWord {
  /** `other`: a code that stands for something else than a listing for sending spam. */
  readonly status: 'listed' | 'not_listed' | 'other' | 'unknown' | 'unasked';
  readonly codes: readonly string[];
  readonly seenIn?: DnsObservation;
}

const questionName = (list: BlockList, address: string): string =>
  `${reverseName(address).replace(/\.in-addr\.arpa$/, '')}.${list.zone}`;

export function listWord(facts: Facts, list: BlockList, address: string): ListWord {
  const name = questionName(list, address);
  const seenIn = questionsTo(facts, 'system_resolver', name, 'A')[0]?.best;
  if (!seenIn) return { status: 'unasked', codes: [] };
  const { response } = seenIn.data;
  if (!response || seenIn.failure) return { status: 'unknown', codes: [], seenIn };
  const codes = answeredAddresses(response, name, 'A');
  if (codes.length === 0) {
    const isDenied = response.rcode === 'NXDOMAIN' || response.rcode === 'NOERROR';
    return { status: isDenied ? 'not_listed' : 'unknown', codes, seenIn };
  }
  if (codes.some((code) => !isInRanges(code, CODES) || isInRanges(code, ERRORS)))
    return { status: 'unknown', codes, seenIn };
  return { status: codes.some((code) => list.listings.includes(code)) ? 'listed' : 'other', codes, seenIn };
}

export interface ListTrust {
  /** `broken`: it lists what no list holds, or not what every list holds. */
  readonly status: 'works' | 'broken' | 'unknown';
  readonly words: readonly ListWord[];
}

/** C6: whether the list is kept and answers this resolver honestly. */
export function listTrust(facts: Facts, list: BlockList): ListTrust {
  const [listed, unlisted] = [TEST_POINTS.listed, TEST_POINTS.unlisted].map((address) =>
    listWord(facts, list, address),
  ) as [ListWord, ListWord];
  const words = [listed, unlisted];
  if (unlisted.status === 'listed' || unlisted.status === 'other' || listed.status === 'not_listed')
    return { status: 'broken', words };
  return {
    status: listed.status === 'listed' && unlisted.status === 'not_listed' ? 'works' : 'unknown',
    words,
  };
}

export interface ListQuestion {
  readonly name: string;
  readonly isControl: boolean;
}

/** Every address of every list; the test points of a list only once it gave a listing. */
export function blockListQuestions(facts: Facts): readonly ListQuestion[] {
  const senders = sendersAsked(facts);
  return blockListsOf(facts).flatMap((list) => {
    const isListing = senders.some((address) => listWord(facts, list, address).status === 'listed');
    return [
      ...senders.map((address) => ({ name: questionName(list, address), isControl: false })),
      ...(isListing ? Object.values(TEST_POINTS) : []).map((address) => ({
        name: questionName(list, address),
        isControl: true,
      })),
    ];
  });
}
