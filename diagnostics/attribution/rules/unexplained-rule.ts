/** The last rule: what no other explains is said as such. */
import { defineRule, type Match } from '../rule.ts';

/** R97: an error that no rule explains is said as such, never blamed on anyone (law 1). */
export const unexplained = defineRule({
  id: 'R97',
  rootCause: 'unexplained.failure',
  match: (world) =>
    world
      .open()
      .filter((finding) => finding.level === 'error')
      .map((finding): Match => ({
        subject: finding.subject,
        service: null,
        accused: 'undetermined',
        basis: 'one_vantage',
        rivals: [],
        values: { check: finding.check },
        evidence: finding.evidence,
        explains: [finding],
      })),
});
