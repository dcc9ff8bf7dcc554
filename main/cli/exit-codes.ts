/** Exit codes of the command contract (design, section 6). */
import type { Report } from '../../diagnostics/model/report.ts';

export const exitCodes = { healthy: 0, problems: 1, usage: 2, noDiagnosis: 3, cancelled: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Zero is said only of what was tested and answered: an incomplete run is no diagnosis. */
export function exitCodeOf(report: Report): ExitCode {
  if (report.ending === 'cancelled') return exitCodes.cancelled;
  switch (report.status) {
    case 'healthy':
      return exitCodes.healthy;
    case 'problems_found':
      return exitCodes.problems;
    case 'could_not_diagnose':
    case 'incomplete':
      return exitCodes.noDiagnosis;
  }
}
