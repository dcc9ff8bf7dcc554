// What of a scenario a batch can be asked: a list of domains knows no symptom, and nothing that a person hands over. Pure.

import type { Scenario } from '../scoring/scenario.ts';

type Target = Scenario['target'];

export interface Question {
  /** Empty where nobody names any. */
  readonly services: readonly string[];
  /** Options that batch and check both take, as they are typed. */
  readonly options: readonly string[];
}

/** What a batch looks at unless somebody names others; whoever cares for logins to servers does. */
const usualServices = ['dns', 'web', 'mail'] as const;
const namedBySymptom: Readonly<Record<string, readonly string[]>> = {
  ftp_cannot_connect: [...usualServices, 'ftp'],
  ssh_cannot_connect: [...usualServices, 'ssh'],
};
const sharedOptions: readonly string[] = ['--fact', '--lang'];

/** The question, or why there is none that would be fair. */
export function questionOf(target: Target): Question | string {
  if (target.secondView !== undefined) return 'rest on a second seat';
  if (target.symptom === 'panel_cannot_connect') return 'are about the control panel';
  const names = target.arguments.filter((each) => each.startsWith('--'));
  const foreign = names.find((each) => !sharedOptions.includes(each));
  if (foreign !== undefined) return `rest on ${foreign}`;
  const services =
    target.services.length > 0 ? target.services : (namedBySymptom[target.symptom ?? ''] ?? []);
  return { services, options: target.arguments };
}

/** The same question to a single run, which would look at logins to servers as well unless told otherwise. */
export const asQuestion = (scenario: Scenario, { services }: Question): Scenario => ({
  ...scenario,
  target: {
    ...scenario.target,
    symptom: 'everything',
    services: services.length > 0 ? [...services] : [...usualServices],
  },
});
