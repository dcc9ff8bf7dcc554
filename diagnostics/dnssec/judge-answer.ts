/** One signed answer of one server, judged with the zone's keys (RFC 4035 section 5). */
import type { DnsObservation } from '../model/view/dns-answers.ts';
import { isWithin } from '../model/view/dns-answers.ts';
import { isDenied } from './denial.ts';
import type { ZoneKey } from './keys.ts';
import { judgeSignature, signaturesOver, type Signature, type SignatureState } from './signatures.ts';
import { readMessage, typeNumbers, type WireRecord } from './wire-records.ts';

/** What a validator would find wrong with an answer, or with the keys above it. */
export type LinkFault =
  | 'key_missing'
  | 'key_mismatch'
  | 'expired'
  | 'not_yet_valid'
  | 'bad_signature'
  | 'signature_missing'
  | 'denial_missing';

export interface AnswerVerdict {
  /** `unclear`: nothing there that a judgement could be made of. */
  readonly outcome: 'sound' | 'unclear' | LinkFault;
  /** When the signature ended or will begin, epoch seconds. */
  readonly boundary?: number;
}

export interface TimeFrame {
  readonly nowSeconds: number;
  readonly skewSeconds: number;
}

const faultOf: Readonly<Record<Exclude<SignatureState, 'valid'>, LinkFault | 'unclear'>> = {
  expired: 'expired',
  not_yet_valid: 'not_yet_valid',
  bad: 'bad_signature',
  foreign: 'signature_missing',
  unsupported: 'unclear',
};

/** One valid signature is enough (RFC 4035 section 5.3.3); without one, the failure that is nearest to valid is told. */
const byNearness: readonly SignatureState[] = ['expired', 'not_yet_valid', 'bad', 'unsupported', 'foreign'];

export function judgeSet(
  set: readonly WireRecord[],
  signatures: readonly Signature[],
  keys: readonly ZoneKey[],
  { nowSeconds, skewSeconds }: TimeFrame,
): AnswerVerdict {
  const states = signatures.map((signature) => ({
    signature,
    state: judgeSignature(signature, set, keys, nowSeconds, skewSeconds),
  }));
  if (states.some(({ state }) => state === 'valid')) return { outcome: 'sound' };
  const nearest = byNearness.flatMap((state) => states.find((each) => each.state === state) ?? [])[0];
  if (!nearest || nearest.state === 'valid') return { outcome: 'signature_missing' };
  const { expiration, inception } = nearest.signature;
  const boundary =
    nearest.state === 'expired' ? expiration : nearest.state === 'not_yet_valid' ? inception : null;
  return { outcome: faultOf[nearest.state], ...(boundary === null ? {} : { boundary }) };
}

/** Sets of one owner and type, without the signatures themselves. */
function setsIn(records: readonly WireRecord[], zone: string): readonly (readonly WireRecord[])[] {
  const sets = new Map<string, WireRecord[]>();
  for (const record of records) {
    if (record.type === typeNumbers.RRSIG || !isWithin(record.owner, zone)) continue;
    const key = `${record.owner} ${record.type}`;
    sets.set(key, [...(sets.get(key) ?? []), record]);
  }
  return [...sets.values()];
}

export const messageOf = (observation: DnsObservation) =>
  observation.data.messageBase64 === undefined ? null : readMessage(observation.data.messageBase64);

const worstOf = (verdicts: readonly AnswerVerdict[]): AnswerVerdict =>
  verdicts.find(({ outcome }) => outcome !== 'sound' && outcome !== 'unclear') ??
  verdicts.find(({ outcome }) => outcome === 'unclear') ?? { outcome: 'sound' };

/** Every set of the answer must be signed; an answer without records must prove that there are none. */
export function judgeAnswer(
  observation: DnsObservation,
  zone: string,
  keys: readonly ZoneKey[],
  frame: TimeFrame,
): AnswerVerdict {
  const message = messageOf(observation);
  if (!message) return { outcome: 'unclear' };
  const judgeIn = (records: readonly WireRecord[]) => (set: readonly WireRecord[]) =>
    judgeSet(set, signaturesOver(records, set[0]!.owner, set[0]!.type, zone), keys, frame);
  const answered = setsIn(message.answers, zone);
  if (answered.length > 0) return worstOf(answered.map(judgeIn(message.answers)));
  const proofs = setsIn(message.authorities, zone).filter(
    ([first]) => first?.type === typeNumbers.NSEC || first?.type === typeNumbers.NSEC3,
  );
  const worst = worstOf(proofs.map(judgeIn(message.authorities)));
  if (worst.outcome !== 'sound') return worst;
  const { name, type } = observation.input;
  const number = (typeNumbers as Readonly<Record<string, number>>)[type];
  if (number === undefined) return { outcome: 'unclear' };
  return { outcome: isDenied(proofs.flat(), name, number, zone) ? 'sound' : 'denial_missing' };
}
