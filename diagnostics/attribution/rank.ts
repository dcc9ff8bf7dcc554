/** Order of the problems: what stops everything first, then what the person came for, then how sure it is. */
import type { Attribution } from '../model/problem.ts';
import type { Confidence, Service, Symptom } from '../model/vocabulary.ts';

export const serviceOfSymptom: Readonly<Record<Symptom, Service | null>> = {
  site_down: 'web',
  site_insecure_warning: 'web',
  site_error_page: 'web',
  mail_cannot_send: 'mail',
  mail_cannot_receive: 'mail',
  mail_app_cannot_connect: 'mail',
  ftp_cannot_connect: 'ftp',
  ssh_cannot_connect: 'ssh',
  panel_cannot_connect: 'web',
  domain_not_found: 'dns',
  everything: null,
};

/** Without a symptom a dead site weighs more than a closed file transfer. */
const serviceWeight: Readonly<Record<Service, number>> = { dns: 0, web: 1, mail: 2, ftp: 3, ssh: 4 };
const confidenceWeight: Readonly<Record<Confidence, number>> = { proven: 0, likely: 1, possible: 2 };

const weightOf = (problem: Attribution, symptom: Symptom): readonly number[] => [
  problem.service === null ? 0 : 1,
  problem.service !== null && problem.service === serviceOfSymptom[symptom] ? 0 : 1,
  confidenceWeight[problem.confidence],
  problem.service === null ? 0 : serviceWeight[problem.service],
];

export function rankProblems(problems: readonly Attribution[], symptom: Symptom): readonly Attribution[] {
  const compare = (a: Attribution, b: Attribution): number => {
    const [left, right] = [weightOf(a, symptom), weightOf(b, symptom)];
    const at = left.findIndex((each, index) => each !== right[index]);
    return at >= 0
      ? left[at]! - right[at]!
      : a.rootCause.localeCompare(b.rootCause) || a.subject.localeCompare(b.subject);
  };
  return [...problems].sort(compare);
}
