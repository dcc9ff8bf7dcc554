/** One signed answer of one server, judged with the zone's keys (RFC 4035 section 5). */
import type { DnsObservation } from '../model/view/dns-answers.ts';
import { depthOf, isWithin } from '../model/view/dns-answers.ts';
import { isDenied, isWildcardAllowed } from './denial.ts';
import type { ZoneKey } from './keys.ts';
import { judgeSignature, signaturesOver, type Signature, type SignatureState } from './signatures.ts';
import { readMessage, typeNumbers, type WireMessage, type WireRecord } from './wire-records.ts';

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

const judgeIn =
  (records: readonly WireRecord[], zone: string, keys: readonly ZoneKey[], frame: TimeFrame) =>
  (set: readonly WireRecord[]): AnswerVerdict =>
    judgeSet(set, signaturesOver(records, set[0]!.owner, set[0]!.type, zone), keys, frame);

/** Of an answer that was made from a wildcard: the name above it, told by the labels that were signed. Null for any other. */
function wildcardAbove(set: readonly WireRecord[], records: readonly WireRecord[], zone: string) {
  const { owner, type } = set[0]!;
  const labels = signaturesOver(records, owner, type, zone).map((each) => each.labels);
  const signed = Math.min(...labels);
  if (owner.startsWith('*.') || labels.length === 0 || signed >= depthOf(owner)) return null;
  return owner.split('.').slice(-signed).join('.');
}

/** Every set of an answer must be signed, and one made from a wildcard needs the proof that nothing stands before it. */
function judgeRecords(
  answered: readonly (readonly WireRecord[])[],
  { answers, authorities }: WireMessage,
  zone: string,
  keys: readonly ZoneKey[],
  frame: TimeFrame,
): AnswerVerdict {
  const worst = worstOf(answered.map(judgeIn(answers, zone, keys, frame)));
  if (worst.outcome !== 'sound') return worst;
  const proofs = worstOf(proofsIn(authorities, zone).map(judgeIn(authorities, zone, keys, frame)));
  const isAllowed = answered.every((set) => {
    const encloser = wildcardAbove(set, answers, zone);
    return encloser === null || isWildcardAllowed(authorities, set[0]!.owner, encloser, zone);
  });
  return isAllowed ? proofs : { outcome: 'denial_missing' };
}

const proofsIn = (authorities: readonly WireRecord[], zone: string) =>
  setsIn(authorities, zone).filter(
    ([first]) => first?.type === typeNumbers.NSEC || first?.type === typeNumbers.NSEC3,
  );

/** Every set of the answer must be signed; an answer without records must prove that there are none. */
export function judgeAnswer(
  observation: DnsObservation,
  zone: string,
  keys: readonly ZoneKey[],
  frame: TimeFrame,
): AnswerVerdict {
  const message = messageOf(observation);
  if (!message) return { outcome: 'unclear' };
  const answered = setsIn(message.answers, zone);
  if (answered.length > 0) return judgeRecords(answered, message, zone, keys, frame);
  const { authorities } = message;
  const told = setsIn(authorities, zone).filter(([first]) => first?.type !== typeNumbers.NS);
  const worst = worstOf(told.map(judgeIn(authorities, zone, keys, frame)));
  if (worst.outcome !== 'sound') return worst;
  const { name, type } = observation.input;
  const number = (typeNumbers as Readonly<Record<string, number>>)[type];
  if (number === undefined) return { outcome: 'unclear' };
  const isNameError = observation.data.response?.rcode === 'NXDOMAIN';
  const proofs = proofsIn(authorities, zone).flat();
  const isProven = isDenied(proofs, { name, type: number, zone, isNameError });
  return { outcome: isProven ? 'sound' : 'denial_missing' };
}
