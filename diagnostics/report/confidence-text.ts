/** How sure a verdict is, in words that agree with what is listed beside it as not ruled out. */
import type { Problem } from '../model/problem.ts';
import type { Translator } from './i18n/translator.ts';
import { leavesRivalOpen, type PhoneCodeMeaning } from './phone-code.ts';

export const confidenceText = (
  problem: Pick<Problem, 'confidence' | 'rivals' | 'rootCause'>,
  t: Translator,
): string => confidenceWords({ ...problem, rivalOpen: leavesRivalOpen(problem) }, t);

/** A rare rival may stay open beside a proof; then the sentence says what is proven and what is not, for some causes in their own words. */
export function confidenceWords(
  { confidence, rivalOpen, rootCause }: Pick<PhoneCodeMeaning, 'confidence' | 'rivalOpen' | 'rootCause'>,
  t: Translator,
): string {
  const key = `report.confidence.${confidence}`;
  if (!rivalOpen) return t.text(key);
  const ofCause = `${key}_open.${rootCause}`;
  return t.text(t.has(ofCause) ? ofCause : `${key}_open`);
}
