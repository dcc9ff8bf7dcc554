/**
 * Verdicts that blame nobody because nothing is wrong: a server that is only slow to greet (R88), and a fault that did not show while
 * it was looked for (R92). They never make a world ill: a healthy run stays healthy.
 */
import type { Finding } from '../model/finding.ts';
import { message } from '../model/message.ts';
import { optionsFor } from '../model/questions.ts';
import type { Remark } from '../model/remark.ts';
import type { Status } from '../model/report.ts';
import type { Facts } from '../model/view/facts.ts';

const isDelay = ({ check, message: { key } }: Finding): boolean =>
  check === 'slow-mail-greeting' || (check === 'returned-message' && key.endsWith('.delayed'));

/** R88: greylisting and tarpits keep spam away; the server is alive and the mail arrives later. One remark for each kind. */
function delays(findings: readonly Finding[]): readonly Remark[] {
  const seen = new Map<string, Finding>();
  for (const finding of findings)
    if (finding.outcome === 'failed' && isDelay(finding) && !seen.has(finding.check))
      seen.set(finding.check, finding);
  return [...seen.values()].map(({ check, message: { values }, evidence }) => ({
    rule: 'R88',
    message: message(
      `remark.${check === 'slow-mail-greeting' ? 'slow_greeting' : 'delayed_message'}`,
      values,
    ),
    evidence,
  }));
}

/** R92: everything that was tested works; what was not tested is said, and how to catch the fault when it comes back. */
function notReproduced({ request }: Facts, status: Status): readonly Remark[] {
  if (status !== 'healthy' || request.symptom === 'everything') return [];
  const values = { name: request.target.displayName, options: optionsFor('app_error') };
  return [
    { rule: 'R92', message: message(`remark.not_reproduced.${request.symptom}`, values), evidence: [] },
  ];
}

export const remarksOn = (facts: Facts, findings: readonly Finding[], status: Status): readonly Remark[] => [
  ...notReproduced(facts, status),
  ...delays(findings),
];
