/**
 * The chain above the customer's zone: from the root's trust anchor down, each zone's keys by the digests that its parent holds of them,
 * and each digest by the parent's signature over it (RFC 4035 section 5). A break here takes down every domain below, whatever stands in it.
 */
import { delegationOf } from '../model/view/delegation.ts';
import type { DnsObservation } from '../model/view/dns-answers.ts';
import { oncePerFacts, type Facts } from '../model/view/facts.ts';
import {
  judgeAnswer,
  messageOf,
  type AnswerVerdict,
  type LinkFault,
  type TimeFrame,
} from './judge-answer.ts';
import { readSigner, type DelegationSigner, type ZoneKey } from './keys.ts';
import {
  dayOf,
  frameOf,
  judgeKeys,
  keysIn,
  signedAnswers,
  signersIn,
  usableSigners,
  vouchedFor,
} from './zone-link.ts';

export interface BreakAbove {
  /** The zone whose operator has to act: its keys or signatures do not hold. The root is ".". */
  readonly zone: string;
  /** What cannot be trusted any more: the zone itself, or the one below whose digest it signed. */
  readonly name: string;
  readonly fault: LinkFault;
  readonly seenIn: readonly DnsObservation[];
  /** When the signature ended or will begin, epoch seconds. */
  readonly boundary?: number;
  readonly nameServers: readonly string[];
}

interface Judged {
  readonly seenIn: DnsObservation;
  readonly verdict: AnswerVerdict;
}

const answersTo = (facts: Facts, name: string, type: 'DNSKEY' | 'DS'): readonly DnsObservation[] =>
  signedAnswers(facts).filter(
    (each) => each.input.name === name && each.input.type === type && messageOf(each) !== null,
  );

const judgedBy = (
  facts: Facts,
  answers: readonly DnsObservation[],
  judge: (answer: DnsObservation, frame: TimeFrame) => AnswerVerdict,
): readonly Judged[] => answers.map((seenIn) => ({ seenIn, verdict: judge(seenIn, frameOf(facts, seenIn)) }));

const isSound = ({ verdict }: Judged): boolean => verdict.outcome === 'sound';
const isFault = (outcome: AnswerVerdict['outcome']): outcome is LinkFault =>
  outcome !== 'sound' && outcome !== 'unclear';

/** What every server that was asked shows alike: with one that is in order, resolvers find their way. */
function faultOfAll(judged: readonly Judged[]): Pick<BreakAbove, 'fault' | 'seenIn' | 'boundary'> | null {
  const { outcome, boundary } = judged[0]?.verdict ?? { outcome: 'unclear' };
  if (!isFault(outcome) || !judged.every(({ verdict }) => isFault(verdict.outcome))) return null;
  return {
    fault: outcome,
    seenIn: judged.map(({ seenIn }) => seenIn),
    ...(boundary === undefined ? {} : { boundary }),
  };
}

/** `20326 8 2 E06D…` as bytes of a DS record. */
function readAnchor(text: string): DelegationSigner | null {
  const [tag = '', algorithm = '', digestType = '', ...digest] = text.trim().split(/\s+/);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(Number(tag) & 0xffff, 0);
  head.writeUInt8(Number(algorithm) & 0xff, 2);
  head.writeUInt8(Number(digestType) & 0xff, 3);
  return readSigner(Buffer.concat([head, Buffer.from(digest.join(''), 'hex')]));
}

const anchorsOf = ({ networkData }: Facts): readonly DelegationSigner[] =>
  usableSigners((networkData.rootTrustAnchors ?? []).flatMap((text) => readAnchor(text) ?? []));

type Step =
  | { readonly status: 'sound'; readonly signers: readonly DelegationSigner[] }
  | { readonly status: 'broken'; readonly found: Pick<BreakAbove, 'fault' | 'seenIn' | 'boundary' | 'name'> }
  /** Not asked, not readable, not signed from here on, or a root that the trust anchors do not know. */
  | { readonly status: 'ended' };

/** A server that keeps both zones may answer for the lower one, as old ones do: that is no word of the parent. */
const isWordOf =
  (parent: string, child: string) =>
  ({ data: { response } }: DnsObservation): boolean =>
    response?.answers.some(({ type, name }) => type === 'DS' && name === child) === true ||
    response?.authorities.some(({ type, name }) => type === 'SOA' && name === parent) === true;

/** The digests of the zone below, signed by its parent. A missing proof that there are none is left aside: it has many lawful forms. */
function judgeDigests(facts: Facts, parent: string, child: string, keys: readonly ZoneKey[]): Step {
  const judged = judgedBy(
    facts,
    answersTo(facts, child, 'DS').filter(isWordOf(parent, child)),
    (each, frame) => judgeAnswer(each, parent, keys, frame),
  ).filter(({ verdict }) => verdict.outcome !== 'denial_missing');
  const found = faultOfAll(judged);
  if (found) return { status: 'broken', found: { ...found, name: child } };
  const sound = judged.find(isSound);
  const signers = sound ? usableSigners(signersIn(sound.seenIn, child)) : [];
  return signers.length > 0 ? { status: 'sound', signers } : { status: 'ended' };
}

function judgeZone(facts: Facts, zone: string, child: string, signers: readonly DelegationSigner[]): Step {
  const judged = judgedBy(facts, answersTo(facts, zone, 'DNSKEY'), (each, frame) =>
    judgeKeys(each, zone, vouchedFor(keysIn(each, zone), signers, zone), frame),
  );
  const found = faultOfAll(judged);
  // a root with other keys than ours: these trust anchors are out of date, or it is somebody's own root
  const isOtherRoot = zone === '.' && (found?.fault === 'key_mismatch' || found?.fault === 'key_missing');
  if (found && !isOtherRoot) return { status: 'broken', found: { ...found, name: zone } };
  const sound = judged.find(isSound);
  return sound ? judgeDigests(facts, zone, child, keysIn(sound.seenIn, zone)) : { status: 'ended' };
}

/** The topmost break above the customer's zone; null where there is none, and where it was not asked for. */
export const breakAbove: (facts: Facts) => BreakAbove | null = oncePerFacts((facts) => {
  const { resolution, cut } = delegationOf(facts);
  const last = resolution.cuts.findIndex((each) => each.zone === cut?.zone);
  let signers = anchorsOf(facts);
  for (const [index, { zone, nameServers }] of resolution.cuts.slice(0, Math.max(0, last)).entries()) {
    const step = judgeZone(facts, zone, resolution.cuts[index + 1]!.zone, signers);
    if (step.status === 'broken') return { ...step.found, zone, nameServers };
    if (step.status === 'ended') return null;
    signers = step.signers;
  }
  return null;
});

/** The break in values for a sentence. The root is shown as "root". */
export const valuesAbove = ({ zone, name, fault, boundary }: BreakAbove) => ({
  zone: zone === '.' ? 'root' : zone,
  name: name === '.' ? 'root' : name,
  fault,
  day: dayOf(boundary),
});
