/** One row a client: its latest run, and since when things are as they are. */
import type { DomainTrend, ProblemTrend } from '../../../diagnostics/model/domain-trend.ts';
import type { RunSummary } from '../../../diagnostics/model/run-summary.ts';
import type { DomainState } from '../history/history-store.ts';

export interface ExportRow {
  readonly summary: RunSummary;
  /** Null without a history. */
  readonly trend: DomainTrend | null;
}

export const exportRowOf = ({ run, trend }: DomainState): ExportRow => ({ summary: run.summary, trend });

/** The trend of the problem that is told first. */
export const firstTrend = ({ summary, trend }: ExportRow): ProblemTrend | undefined =>
  trend?.problems.find((each) => each.problem.sharedCauseKey === summary.problems[0]?.sharedCauseKey);

/** The end that comes first: of a certificate, or of the domain's registration. */
export const nextExpiry = ({ expiries }: RunSummary, kind: 'certificate' | 'domain'): string | null =>
  expiries.find((each) => each.kind === kind)?.at ?? null;

const weight: Readonly<Record<RunSummary['status'], number>> = {
  problems_found: 0,
  could_not_diagnose: 1,
  incomplete: 2,
  healthy: 3,
};

/** Problems first, then what could not be told, then what is well; by name among equals. */
export const worstFirst = (a: ExportRow, b: ExportRow): number =>
  weight[a.summary.status] - weight[b.summary.status] || (a.summary.domain < b.summary.domain ? -1 : 1);
