/** Folds the runs of a domain into its trend. A run says nothing of what it did not look at: such a problem neither lasts nor ends by it. */
import type { DomainTrend, ProblemTrend, RunChange } from '../../model/domain-trend.ts';
import type { RunSummary, SummarisedProblem } from '../../model/run-summary.ts';

/** Problems that ended and are still told; older ones are forgotten. */
const ENDED_AT_MOST = 30;

const isDiagnosed = ({ undiagnosed }: RunSummary): boolean => undiagnosed === null;
const isGood = (run: RunSummary): boolean => isDiagnosed(run) && run.status === 'healthy';

/** Runs come in the order of their start. */
export function withRun(trend: DomainTrend | null, run: RunSummary): DomainTrend {
  const at = run.startedAt;
  const good = isGood(run);
  return {
    domain: run.domain,
    runs: (trend?.runs ?? 0) + 1,
    firstSeen: trend?.firstSeen ?? at,
    lastSeen: at,
    lastGood: good ? at : (trend?.lastGood ?? null),
    goodSince: good ? (trend?.goodSince ?? at) : null,
    undiagnosedSince: isDiagnosed(run) ? null : (trend?.undiagnosedSince ?? at),
    isDiagnosedAgain: isDiagnosed(run) && trend !== null && trend.undiagnosedSince !== null,
    problems: problemsAfter(trend?.problems ?? [], run),
  };
}

export const trendOf = (runs: readonly RunSummary[]): DomainTrend | null =>
  [...runs]
    .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1))
    .reduce<DomainTrend | null>((trend, run) => withRun(trend, run), null);

function problemsAfter(known: readonly ProblemTrend[], run: RunSummary): readonly ProblemTrend[] {
  const byKey = new Map(known.map((each) => [each.problem.sharedCauseKey, each]));
  const seen = new Map(run.problems.map((each) => [each.sharedCauseKey, each]));
  const lasting = [...seen.values()].map((problem) =>
    seenAgain(byKey.get(problem.sharedCauseKey), problem, run.startedAt),
  );
  const missing = known
    .filter((each) => !seen.has(each.problem.sharedCauseKey))
    .map((each) =>
      each.endedAt === null && tellsOf(run, each.problem) ? { ...each, endedAt: run.startedAt } : each,
    );
  const ended = missing.filter((each) => each.endedAt !== null);
  return [
    ...lasting,
    ...missing.filter((each) => each.endedAt === null),
    ...[...ended].sort((a, b) => (a.endedAt! < b.endedAt! ? 1 : -1)).slice(0, ENDED_AT_MOST),
  ];
}

function seenAgain(before: ProblemTrend | undefined, problem: SummarisedProblem, at: string): ProblemTrend {
  if (before === undefined)
    return {
      problem,
      firstSeen: at,
      since: at,
      lastSeen: at,
      sideSince: at,
      endedAt: null,
      runs: 1,
      times: 1,
    };
  const isBack = before.endedAt !== null;
  return {
    problem,
    firstSeen: before.firstSeen,
    since: isBack ? at : before.since,
    lastSeen: at,
    sideSince: isBack || before.problem.side !== problem.side ? at : before.sideSince,
    endedAt: null,
    runs: before.runs + 1,
    times: before.times + (isBack ? 1 : 0),
  };
}

/** Only a whole diagnosis that looked at the service can say that a problem is gone. */
const tellsOf = (run: RunSummary, problem: SummarisedProblem): boolean =>
  isDiagnosed(run) && (problem.service === null || run.services.includes(problem.service));

/** Without the runs before: problems that ended then are no longer told, those that last keep their dates. */
export const trendSince = (trend: DomainTrend, time: string): DomainTrend => ({
  ...trend,
  problems: trend.problems.filter((each) => each.endedAt === null || each.endedAt >= time),
});

/** What the latest run changed. */
export function latestChange(trend: DomainTrend): RunChange {
  const { lastSeen: at, problems } = trend;
  if (trend.runs === 1) return { isFirst: true, appeared: [], gone: [], sideChanged: [], diagnosis: null };
  const lasting = problems.filter((each) => each.endedAt === null);
  return {
    isFirst: false,
    appeared: lasting.filter((each) => each.since === at),
    gone: problems.filter((each) => each.endedAt === at),
    sideChanged: lasting.filter((each) => each.sideSince === at && each.since !== at),
    diagnosis: diagnosisChange(trend),
  };
}

function diagnosisChange({
  undiagnosedSince,
  isDiagnosedAgain,
  lastSeen,
}: DomainTrend): RunChange['diagnosis'] {
  if (isDiagnosedAgain) return 'back';
  return undiagnosedSince === lastSeen ? 'lost' : null;
}

export const isChange = ({ appeared, gone, sideChanged, diagnosis }: RunChange): boolean =>
  appeared.length + gone.length + sideChanged.length > 0 || diagnosis !== null;
