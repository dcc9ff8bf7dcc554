/** Order of the problems: what stops everything first, then what the person came for, then how sure it is. */
import type { Attribution } from '../model/problem.ts';
import type { Confidence, Service, Symptom } from '../model/vocabulary.ts';
import { serviceOfSymptom, type Foremost } from './foremost.ts';

/** Without a symptom a dead site weighs more than a closed file transfer. */
const serviceWeight: Readonly<Record<Service, number>> = { dns: 0, web: 1, mail: 2, ftp: 3, ssh: 4 };
const confidenceWeight: Readonly<Record<Confidence, number>> = { proven: 0, likely: 1, possible: 2 };

/** A server that is shut as a whole belongs to what is complained of when a name of that service leads there. */
const isComplainedOf = ({ service, subject }: Attribution, symptom: Symptom, foremost: Foremost): boolean =>
  service === null ? foremost.isComplainedOf(subject) : service === serviceOfSymptom[symptom];

const weightOf = (problem: Attribution, symptom: Symptom, foremost: Foremost): readonly number[] => [
  problem.service === null ? 0 : 1,
  isComplainedOf(problem, symptom, foremost) ? 0 : 1,
  confidenceWeight[problem.confidence],
  problem.service === null ? 0 : serviceWeight[problem.service],
];

export function rankProblems(
  problems: readonly Attribution[],
  symptom: Symptom,
  foremost: Foremost,
): readonly Attribution[] {
  const compare = (a: Attribution, b: Attribution): number => {
    const [left, right] = [weightOf(a, symptom, foremost), weightOf(b, symptom, foremost)];
    const at = left.findIndex((each, index) => each !== right[index]);
    return at >= 0
      ? left[at]! - right[at]!
      : a.rootCause.localeCompare(b.rootCause) ||
          foremost.placeOf(a.subject) - foremost.placeOf(b.subject) ||
          a.subject.localeCompare(b.subject);
  };
  return [...problems].sort(compare);
}
