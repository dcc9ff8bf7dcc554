/**
 * Eight characters that a customer reads out on the telephone: what was found (rule and root cause), whose side, how sure, covered or not,
 * and two check characters. The alphabet has eleven characters that are told apart on the screen and by ear in English, French and Dutch:
 * no vowels, nothing that looks like another (0 O, 1 I l, 5 S, 8 B, 2 Z, 6 G, 7 T), one of each family that sounds alike (b c d e g p t v,
 * a h j k, f s x, m n, q u w), and neither 1 nor 9 (five/nine, zeven/negen, un). Eleven is prime, so two weighted sums over the positions
 * (a Reed-Solomon code of distance 3) notice every one or two wrong characters and every two that changed places.
 */
import { message, type Message } from '../model/message.ts';
import type { Problem } from '../model/problem.ts';
import type { ScopeDecision } from '../model/scope.ts';
import { sideOf, type Confidence, type FaultDomain, type Side } from '../model/vocabulary.ts';
import { confidenceNumbers, decisionNumbers, domainNumbers, findingNumbers } from './phone-code-table.ts';

const alphabet = Array.from('2345678FKMR');
const base = alphabet.length;
const LENGTH = 8;
const DATA = 6;
const VALUES = base ** DATA;

/** Room of each part; what lies beyond today's numbers is for later versions. */
const DOMAINS = 16;
const CONFIDENCES = 4;
const DECISIONS = 8;

/** Spreads near numbers over all positions, so that no code is a row of the same character; coprime to the base, hence reversible. */
const FACTOR = 1_094_887;
const SHIFT = 777_777;

/** What a code says. */
export interface PhoneCodeMeaning {
  readonly rule: string;
  readonly rootCause: string;
  readonly faultDomain: FaultDomain;
  readonly side: Side;
  readonly confidence: Confidence;
  /** Proven, and a rare rival stays open all the same; false in codes of versions that did not tell it. */
  readonly rivalOpen: boolean;
  readonly decision: ScopeDecision['decision'];
}

export type PhoneCodeReading =
  | { readonly ok: true; readonly code: string; readonly meaning: PhoneCodeMeaning }
  | { readonly ok: false; readonly error: Message };

type Coded = Pick<Problem, 'rule' | 'rootCause' | 'faultDomain' | 'confidence' | 'rivals'> & {
  readonly scope: Pick<ScopeDecision, 'decision'>;
};

/** Only beside a proof it needs saying: what is less sure names its rivals anyway. */
export const leavesRivalOpen = ({ confidence, rivals }: Pick<Problem, 'confidence' | 'rivals'>): boolean =>
  confidence === 'proven' && rivals.some(({ excluded }) => !excluded);

/** `K4RM-27F8`; null for a verdict of another version whose rule has no number here. */
export function phoneCodeOf(problem: Coded): string | null {
  const finding = findingNumbers[`${problem.rule} ${problem.rootCause}`];
  if (finding === undefined) return null;
  const sureness = confidenceNumbers[leavesRivalOpen(problem) ? 'proven_open' : problem.confidence];
  const kind = (domainNumbers[problem.faultDomain] * CONFIDENCES + sureness) * DECISIONS;
  const value = finding * DOMAINS * CONFIDENCES * DECISIONS + kind + decisionNumbers[problem.scope.decision];
  return written([...digitsOf((value * FACTOR + SHIFT) % VALUES)]);
}

/** Case, hyphens, spaces and dots are forgiven; everything else is either read as it was meant or refused with the reason. */
export function readPhoneCode(text: string): PhoneCodeReading {
  const typed = Array.from(text.normalize('NFKC').toUpperCase()).filter(
    (each) => !/[\p{Pd}\s._·]/u.test(each),
  );
  const strange = typed.find((each) => !alphabet.includes(each));
  if (strange !== undefined)
    return refused('character', { character: strange, alphabet: alphabet.join(' ') });
  if (typed.length !== LENGTH) return refused('length', { given: typed.length, needed: LENGTH });
  const digits = typed.map((each) => alphabet.indexOf(each));
  if (!isSound(digits)) return refused('mistyped');
  const spread = digits.slice(0, DATA).reduce((sum, digit) => sum * base + digit, 0);
  const meaning = meaningOf((((spread - SHIFT + VALUES) % VALUES) * INVERSE) % VALUES);
  return meaning === null ? refused('newer') : { ok: true, code: grouped(typed.join('')), meaning };
}

const refused = (reason: string, values: Message['values'] = {}): PhoneCodeReading => ({
  ok: false,
  error: message(`code.error.${reason}`, values),
});

const nameOf = <Name extends string>(numbers: Readonly<Record<Name, number>>, number: number): Name | null =>
  (Object.keys(numbers) as Name[]).find((name) => numbers[name] === number) ?? null;

function meaningOf(value: number): PhoneCodeMeaning | null {
  const decision = nameOf(decisionNumbers, value % DECISIONS);
  const sureness = nameOf(confidenceNumbers, Math.floor(value / DECISIONS) % CONFIDENCES);
  const faultDomain = nameOf(domainNumbers, Math.floor(value / DECISIONS / CONFIDENCES) % DOMAINS);
  const finding = nameOf(findingNumbers, Math.floor(value / DECISIONS / CONFIDENCES / DOMAINS));
  if (decision === null || sureness === null || faultDomain === null || finding === null) return null;
  const [rule = '', rootCause = ''] = finding.split(' ');
  const rivalOpen = sureness === 'proven_open';
  const confidence = rivalOpen ? 'proven' : sureness;
  return { rule, rootCause, faultDomain, side: sideOf[faultDomain], confidence, rivalOpen, decision };
}

function digitsOf(value: number): readonly number[] {
  const digits = Array.from({ length: DATA }, (_item, index) => Math.floor(value / base ** index) % base);
  return digits.reverse();
}

/** Of the plain sum and of the sum weighted by position; not zero, so that a row of the same character is no code. */
const PLAIN = 4;
const WEIGHTED = 9;
const modulo = (value: number): number => ((value % base) + base) % base;
const plainSum = (digits: readonly number[]): number => modulo(digits.reduce((sum, each) => sum + each, 0));
const weightedSum = (digits: readonly number[]): number =>
  modulo(digits.reduce((sum, each, index) => sum + each * (index + 1), 0));
const isSound = (digits: readonly number[]): boolean =>
  plainSum(digits) === PLAIN && weightedSum(digits) === WEIGHTED;

function written(data: readonly number[]): string {
  const [plain, weighted] = [PLAIN - plainSum(data), WEIGHTED - weightedSum(data)];
  // x + y = plain and 7x + 8y = weighted, the weights of the last two positions
  const last = modulo(weighted - (LENGTH - 1) * plain);
  return grouped([...data, modulo(plain - last), last].map((digit) => alphabet[digit]).join(''));
}

const grouped = (code: string): string => `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;

/** FACTOR × INVERSE = 1 modulo VALUES, by the extended algorithm of Euclid. */
const INVERSE = ((): number => {
  let [remainder, next] = [VALUES, FACTOR];
  let [coefficient, following] = [0, 1];
  while (next !== 0) {
    const quotient = Math.floor(remainder / next);
    [remainder, next] = [next, remainder - quotient * next];
    [coefficient, following] = [following, coefficient - quotient * following];
  }
  return (coefficient + VALUES) % VALUES;
})();
