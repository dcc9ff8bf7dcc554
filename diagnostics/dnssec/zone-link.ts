/**
 * The link between the parent and one zone, judged from what their own servers said: the digest at the parent (DS), the keys of the
 * zone (DNSKEY), and the signatures over the keys and over the answers that were asked for. What vouches for the parent itself is judged
 * in `chain-above.ts`.
 */
import { delegationOf } from '../model/view/delegation.ts';
import { isWithin, type DnsObservation } from '../model/view/dns-answers.ts';
import { oncePerFacts, type Facts } from '../model/view/facts.ts';
import type { NamedAddress } from '../model/view/resolver.ts';
import { canonicalAddress } from '../model/view/addresses.ts';
import { serverSubject } from '../model/view/zone-servers.ts';
import { clockOffset, CLOCK_TOLERANCE_MS, trueTime } from '../model/view/vantage.ts';
import {
  judgeAnswer,
  judgeSet,
  messageOf,
  type AnswerVerdict,
  type LinkFault,
  type TimeFrame,
} from './judge-answer.ts';
import { isUsable, matchesKey, readKey, readSigner, type DelegationSigner, type ZoneKey } from './keys.ts';
import { signaturesOver } from './signatures.ts';
import { typeNumbers } from './wire-records.ts';

export interface JudgedAnswer extends AnswerVerdict {
  readonly server: NamedAddress;
  readonly seenIn: DnsObservation;
}

export interface ZoneLink {
  /** `unsigned`: the parent holds no digest that a validator could use, so nothing can be bogus. */
  readonly status: 'unasked' | 'unsigned' | 'judged';
  readonly zone: string;
  /** The parent's answer with the digests. */
  readonly parent: DnsObservation | undefined;
  /** What the parent holds, as far as validators use it. */
  readonly signers: readonly DelegationSigner[];
  readonly answers: readonly JudgedAnswer[];
}

/** What is wrong, and whether it is so at every server that was judged. */
export interface LinkBreak {
  readonly fault: LinkFault;
  readonly broken: readonly JudgedAnswer[];
  readonly isEverywhere: boolean;
}

/** How far this clock may be off where no time source was heard: validators allow a day at most (RFC 4035 names none). */
const UNKNOWN_CLOCK_SKEW_SECONDS = 86_400;

export function frameOf(facts: Facts, observation: DnsObservation): TimeFrame {
  const nowSeconds = Math.floor(trueTime(facts, Date.parse(observation.startedAt)) / 1000);
  const isKnown = clockOffset(facts) !== null;
  return { nowSeconds, skewSeconds: isKnown ? CLOCK_TOLERANCE_MS / 1000 : UNKNOWN_CLOCK_SKEW_SECONDS };
}

/** Authoritative answers to questions that asked for signatures (DO). */
export const signedAnswers = (facts: Facts): readonly DnsObservation[] =>
  facts
    .jobs('dns')
    .map((job) => job.best)
    .filter(
      ({ input, data, failure }) =>
        input.dnssecOk === true &&
        !input.recursion &&
        failure === undefined &&
        data.response?.flags.aa === true,
    );

export const recordsIn = (observation: DnsObservation, type: number, owner: string) =>
  (messageOf(observation)?.answers ?? []).filter((each) => each.type === type && each.owner === owner);

export const signersIn = (observation: DnsObservation, zone: string): readonly DelegationSigner[] =>
  recordsIn(observation, typeNumbers.DS, zone).flatMap(({ data }) => readSigner(data) ?? []);

/** A digest by SHA-1 counts only where no better one stands (RFC 4509 section 3). */
export function usableSigners(signers: readonly DelegationSigner[]): readonly DelegationSigner[] {
  const usable = signers.filter(isUsable);
  const better = usable.filter(({ digestType }) => digestType !== 1);
  return better.length > 0 ? better : usable;
}

export const keysIn = (observation: DnsObservation, zone: string): readonly ZoneKey[] =>
  recordsIn(observation, typeNumbers.DNSKEY, zone).flatMap(({ data }) => readKey(data) ?? []);

export const vouchedFor = (
  keys: readonly ZoneKey[],
  signers: readonly DelegationSigner[],
  zone: string,
): readonly ZoneKey[] => keys.filter((key) => signers.some((signer) => matchesKey(signer, key, zone)));

/** The keys as one server shows them, by those among them that are vouched for. */
export function judgeKeys(
  observation: DnsObservation,
  zone: string,
  trusted: readonly ZoneKey[],
  frame: TimeFrame,
): AnswerVerdict {
  const set = recordsIn(observation, typeNumbers.DNSKEY, zone);
  if (set.length === 0) return { outcome: 'key_missing' };
  if (trusted.length === 0) return { outcome: 'key_mismatch' };
  const signatures = signaturesOver(messageOf(observation)?.answers ?? [], zone, typeNumbers.DNSKEY, zone);
  return judgeSet(set, signatures, trusted, frame);
}

/** What stands at the parent, or is meant for it (RFC 7344): visitors never ask, so nothing of theirs breaks by it. */
const ofTheParent: ReadonlySet<string> = new Set(['DS', 'CDS', 'CDNSKEY']);

function judgeServer(
  facts: Facts,
  zone: string,
  server: NamedAddress,
  signers: readonly DelegationSigner[],
): readonly JudgedAnswer[] {
  const own = signedAnswers(facts).filter(
    (each) =>
      !ofTheParent.has(each.input.type) &&
      // one server may keep the zone above as well
      isWithin(each.input.name, zone) &&
      canonicalAddress(each.endpoint.address ?? '') === canonicalAddress(server.address),
  );
  const keysSeenIn = own.find((each) => each.input.type === 'DNSKEY' && each.input.name === zone);
  if (!keysSeenIn) return [];
  // without the message as it came nothing can be judged: that is no sign of missing keys
  if (messageOf(keysSeenIn) === null) return [{ outcome: 'unclear', server, seenIn: keysSeenIn }];
  const keys = keysIn(keysSeenIn, zone);
  const trusted = vouchedFor(keys, signers, zone);
  const verdict = judgeKeys(keysSeenIn, zone, trusted, frameOf(facts, keysSeenIn));
  const first: JudgedAnswer = { ...verdict, server, seenIn: keysSeenIn };
  if (verdict.outcome !== 'sound') return [first];
  const rest = own
    .filter((each) => each !== keysSeenIn)
    .map((each) => ({ ...judgeAnswer(each, zone, keys, frameOf(facts, each)), server, seenIn: each }));
  return [first, ...rest];
}

/** One link: the zone's servers against what the parent's servers say of it. */
function judgeLink(facts: Facts, zone: string, servers: readonly NamedAddress[]): ZoneLink {
  const told = signedAnswers(facts).filter((each) => each.input.type === 'DS' && each.input.name === zone);
  const parent = told.find((each) => signersIn(each, zone).length > 0) ?? told[0];
  if (!parent || messageOf(parent) === null)
    return { status: 'unasked', zone, parent, signers: [], answers: [] };
  const signers = usableSigners(signersIn(parent, zone));
  if (signers.length === 0) return { status: 'unsigned', zone, parent, signers, answers: [] };
  const answers = servers.flatMap((server) => judgeServer(facts, zone, server, signers));
  return { status: answers.length > 0 ? 'judged' : 'unasked', zone, parent, signers, answers };
}

/** The link of the customer's own zone. */
export const zoneLinkOf: (facts: Facts) => ZoneLink = oncePerFacts((facts) => {
  const { cut, servers } = delegationOf(facts);
  return cut
    ? judgeLink(facts, cut.zone, servers)
    : { status: 'unasked', zone: '', parent: undefined, signers: [], answers: [] };
});

const isFault = (outcome: AnswerVerdict['outcome']): outcome is LinkFault =>
  outcome !== 'sound' && outcome !== 'unclear';

/** The first break in the order of the servers; null where nothing is wrong or nothing was judged. */
export function breakOf({ answers }: ZoneLink): LinkBreak | null {
  const broken = answers.filter(({ outcome }) => isFault(outcome));
  const first = broken[0];
  if (!first || !isFault(first.outcome)) return null;
  const ofServers = (list: readonly JudgedAnswer[]): number =>
    new Set(list.map(({ server }) => server.address)).size;
  return {
    fault: first.outcome,
    broken: broken.filter(({ outcome }) => outcome === first.outcome),
    isEverywhere: ofServers(broken) === ofServers(answers),
  };
}

/** 2026-11-22, in UTC. */
export const dayOf = (epochSeconds: number | undefined): string =>
  epochSeconds === undefined ? '' : new Date(epochSeconds * 1000).toISOString().slice(0, 10);

/** The break in values for a sentence: where, since or until when, and of which name. */
export const valuesOf = ({ fault, broken, isEverywhere }: LinkBreak) => ({
  fault,
  servers: [...new Set(broken.map(({ server }) => serverSubject(server)))].join(', '),
  all: isEverywhere,
  day: dayOf(broken[0]?.boundary),
  name: broken[0]?.seenIn.input.name ?? '',
});
