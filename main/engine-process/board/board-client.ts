/** One client on the board: the newest run, how it stands, and against the run before. Pure. */
import { latestChange } from '../../../diagnostics/index.ts';
import type { DomainTrend } from '../../../diagnostics/model/domain-trend.ts';
import type { RunSummary, SummarisedProblem } from '../../../diagnostics/model/run-summary.ts';
import { boardStates, type BoardChange, type BoardState } from '../../contract/board.ts';

export interface RankedProblem {
  readonly problem: SummarisedProblem;
  /** Its number in the report. */
  readonly index: number;
  /** The lower, the worse. */
  readonly rank: number;
}

export interface BoardClient {
  readonly summary: RunSummary;
  readonly trend: DomainTrend;
  readonly state: BoardState;
  readonly change: BoardChange;
  /** The worst first. */
  readonly problems: readonly RankedProblem[];
}

const ranks = { proven: 0, likely: 1, possible: 2 } as const;
/** From here on nobody is named for sure. */
const SUSPECTED = ranks.possible;

const rankOf = ({ side, confidence }: SummarisedProblem): number =>
  side === 'undetermined' ? SUSPECTED + 1 : ranks[confidence];

export const stateOfRank = (rank: number): BoardState => (rank < SUSPECTED ? 'broken' : 'suspected');

export function boardClient(summary: RunSummary, trend: DomainTrend): BoardClient {
  const problems = summary.problems
    .map((problem, index) => ({ problem, index, rank: rankOf(problem) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index);
  return {
    summary,
    trend,
    state: stateOf(summary, problems),
    change: changeOf(trend),
    problems,
  };
}

function stateOf({ report, status }: RunSummary, [worst]: readonly RankedProblem[]): BoardState {
  if (worst !== undefined) return stateOfRank(worst.rank);
  if (report === null) return 'failed';
  switch (status) {
    case 'healthy':
      return 'healthy';
    case 'could_not_diagnose':
      return 'could_not_tell';
    case 'incomplete':
    case 'problems_found':
      return 'not_tested';
  }
}

/** In one word what the newest run brought. A run that could not look brings nothing, and takes nothing away. */
export function changeOf(trend: DomainTrend): BoardChange {
  const { isFirst, appeared, gone, sideChanged, diagnosis } = latestChange(trend);
  if (isFirst) return 'first';
  if (diagnosis !== null) return 'unknown';
  const lasting = trend.problems.filter(({ endedAt }) => endedAt === null);
  if (appeared.length > 0) return appeared.length === lasting.length && gone.length === 0 ? 'new' : 'worse';
  if (sideChanged.length > 0) return 'moved';
  if (gone.length > 0) return lasting.length === 0 ? 'gone' : 'better';
  return trend.undiagnosedSince !== null ? 'unknown' : 'same';
}

const stateRank: Readonly<Record<BoardState, number>> = Object.fromEntries(
  boardStates.map((state, index) => [state, index]),
) as Record<BoardState, number>;

/** The worst first; what is equally bad by name. */
export const worstFirst = (a: BoardClient, b: BoardClient): number =>
  stateRank[a.state] - stateRank[b.state] ||
  (a.problems[0]?.rank ?? 0) - (b.problems[0]?.rank ?? 0) ||
  b.problems.length - a.problems.length ||
  (a.summary.domain < b.summary.domain ? -1 : 1);
