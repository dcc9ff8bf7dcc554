/** How sure a verdict is, in words that agree with what is listed beside it as not ruled out. */
import type { Problem } from '../model/problem.ts';
import type { Translator } from './i18n/translator.ts';

/** A rare rival may stay open beside a proof; then the sentence says what is proven and what is not, for some causes in their own words. */
export function confidenceText(
  { confidence, rivals, rootCause }: Pick<Problem, 'confidence' | 'rivals' | 'rootCause'>,
  t: Translator,
): string {
  const key = `report.confidence.${confidence}`;
  if (confidence !== 'proven' || rivals.every(({ excluded }) => excluded)) return t.text(key);
  const ofCause = `${key}_open.${rootCause}`;
  return t.text(t.has(ofCause) ? ofCause : `${key}_open`);
}
