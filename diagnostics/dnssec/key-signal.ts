/**
 * What a zone asks of its registry about its keys: CDS and CDNSKEY (RFC 7344, RFC 8078). Registries that read them replace the digests
 * at the parent by themselves, so a wrong one takes the domain down without anybody at the registrar having done a thing.
 */
import { delegationOf } from '../model/view/delegation.ts';
import { canonicalAddress } from '../model/view/addresses.ts';
import type { DnsObservation } from '../model/view/dns-answers.ts';
import type { Facts } from '../model/view/facts.ts';
import { judgeSet, messageOf } from './judge-answer.ts';
import { isUsable, matchesKey, readKey, readSigner, type DelegationSigner, type ZoneKey } from './keys.ts';
import { signaturesOver } from './signatures.ts';
import { typeNumbers } from './wire-records.ts';
import {
  frameOf,
  judgeKeys,
  keysIn,
  recordsIn,
  signedAnswers,
  vouchedFor,
  zoneLinkOf,
  type ZoneLink,
} from './zone-link.ts';

/**
 * `same`: what the registry holds already. `pending`: other keys, and sound. `removal`: the registry shall forget all keys. `waiting`:
 * the registry holds none yet. `unknown`: no message to read it from. The rest is wrong: servers that differ, no signature by a key that
 * the registry knows, removal beside keys, the two kinds against each other, and keys by which the zone is not signed.
 */
export type SignalState =
  | 'unknown'
  | 'same'
  | 'pending'
  | 'removal'
  | 'waiting'
  | 'differing'
  | 'unsigned'
  | 'mixed'
  | 'contradicting'
  | 'breaking';

export interface KeySignal {
  readonly state: SignalState;
  /** The answers that show it. */
  readonly seenIn: readonly DnsObservation[];
}

interface Signal {
  readonly address: string;
  readonly seenIn: readonly DnsObservation[];
  readonly digests: readonly DelegationSigner[];
  readonly keys: readonly ZoneKey[];
  /** The whole as text, to compare servers by. */
  readonly text: string;
}

const addressOf = ({ endpoint }: DnsObservation): string => canonicalAddress(endpoint.address ?? '');

/** Of every server that answered both questions. */
function signalsOf(facts: Facts, zone: string): readonly Signal[] {
  const own = signedAnswers(facts).filter(({ input }) => input.name === zone);
  const of = (type: 'CDS' | 'CDNSKEY', address: string) =>
    own.find((each) => each.input.type === type && addressOf(each) === address);
  return [...new Set(own.map(addressOf))].flatMap((address): readonly Signal[] => {
    const seenIn = [of('CDS', address), of('CDNSKEY', address)].flatMap((each) => each ?? []);
    if (seenIn.length < 2 || seenIn.some((each) => messageOf(each) === null)) return [];
    const data = seenIn.flatMap((each) => {
      const type = each.input.type === 'CDS' ? typeNumbers.CDS : typeNumbers.CDNSKEY;
      return recordsIn(each, type, zone).map((record) => ({ type, data: record.data }));
    });
    return [
      {
        address,
        seenIn,
        digests: data.flatMap((each) => (each.type === typeNumbers.CDS ? (readSigner(each.data) ?? []) : [])),
        keys: data.flatMap((each) => (each.type === typeNumbers.CDNSKEY ? (readKey(each.data) ?? []) : [])),
        text: data
          .map((each) => `${each.type} ${each.data.toString('hex')}`)
          .toSorted()
          .join(),
      },
    ];
  });
}

/** Algorithm 0 stands for "remove all" (RFC 8078 section 4). */
const isRemoval = ({ algorithm }: { readonly algorithm: number }): boolean => algorithm === 0;

/** Every set that is there must be signed by a key that the registry's own digests vouch for (RFC 7344 section 4.1). */
function isSigned(facts: Facts, zone: string, { seenIn }: Signal, trusted: readonly ZoneKey[]): boolean {
  return seenIn.every((each) => {
    const type = each.input.type === 'CDS' ? typeNumbers.CDS : typeNumbers.CDNSKEY;
    const set = recordsIn(each, type, zone);
    const signatures = signaturesOver(messageOf(each)?.answers ?? [], zone, type, zone);
    return set.length === 0 || judgeSet(set, signatures, trusted, frameOf(facts, each)).outcome === 'sound';
  });
}

/** Where both kinds are there, they must speak of the same keys (RFC 7344 section 4). */
function isContradicting({ digests, keys }: Signal, zone: string): boolean {
  const usable = digests.filter(isUsable);
  if (usable.length === 0 || keys.length === 0) return false;
  return (
    usable.some((digest) => !keys.some((key) => matchesKey(digest, key, zone))) ||
    keys.some((key) => !usable.some((digest) => matchesKey(digest, key, zone)))
  );
}

const nameOfKey = ({ tag, algorithm }: { readonly tag: number; readonly algorithm: number }): string =>
  `${tag} ${algorithm}`;
const sameKeys = (one: readonly DelegationSigner[], other: readonly (DelegationSigner | ZoneKey)[]) =>
  [...new Set(one.map(nameOfKey))].toSorted().join() === [...new Set(other.map(nameOfKey))].toSorted().join();

/** The registry has digests: what would become of the domain if it did as it is asked. */
function stateOf(facts: Facts, { zone, signers, parent }: ZoneLink, signal: Signal): SignalState {
  const { digests, keys, address } = signal;
  const all = [...digests, ...keys];
  const shown = signedAnswers(facts).find(
    ({ input, ...each }) =>
      input.type === 'DNSKEY' && input.name === zone && addressOf({ input, ...each }) === address,
  );
  if (!shown || messageOf(shown) === null || !parent) return 'unknown';
  const zoneKeys = keysIn(shown, zone);
  if (!isSigned(facts, zone, signal, vouchedFor(zoneKeys, signers, zone))) return 'unsigned';
  if (all.some(isRemoval)) return all.every(isRemoval) ? 'removal' : 'mixed';
  if (isContradicting(signal, zone)) return 'contradicting';
  const wanted = digests.length > 0 ? digests.filter(isUsable) : keys;
  const vouched =
    digests.length > 0
      ? vouchedFor(zoneKeys, digests, zone)
      : zoneKeys.filter(({ data }) => keys.some((key) => key.data.equals(data)));
  if (judgeKeys(shown, zone, vouched, frameOf(facts, shown)).outcome !== 'sound') return 'breaking';
  return sameKeys(signers, wanted) ? 'same' : 'pending';
}

/** Null where no server speaks to the registry. */
export function keySignalOf(facts: Facts): KeySignal | null {
  const { cut } = delegationOf(facts);
  const link = zoneLinkOf(facts);
  const signals = cut ? signalsOf(facts, cut.zone) : [];
  const speaking = signals.filter(({ text }) => text !== '');
  const [first] = speaking;
  if (!first) return null;
  if (link.status === 'unasked') return { state: 'unknown', seenIn: first.seenIn };
  const odd = signals.find(({ text }) => text !== first.text);
  if (odd) return { state: 'differing', seenIn: [...first.seenIn, ...odd.seenIn] };
  if (link.status === 'unsigned') return { state: 'waiting', seenIn: first.seenIn };
  const states = signals.map((each) => ({ state: stateOf(facts, link, each), seenIn: each.seenIn }));
  const sound: readonly SignalState[] = ['same', 'pending', 'removal'];
  return states.find(({ state }) => !sound.includes(state)) ?? states[0] ?? null;
}
