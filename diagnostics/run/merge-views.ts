/** Lays other reports beside one: their measurements go along, marked, so that the whole can be stored and judged again. */
import { message, type Message } from '../model/message.ts';
import type { Observation } from '../model/observation.ts';
import type { Report, SecondReport } from '../model/report.ts';
import type { Target } from '../model/target.ts';
import { withNamesOfView } from '../report/redact/private-names.ts';

const VIEWS_AT_MOST = 3;
/** Ten times what a whole diagnosis makes; more comes from a file that somebody made up. */
const OBSERVATIONS_AT_MOST = 4_000;
const ID_AT_MOST = 400;

export interface LaidBeside {
  readonly observations: readonly Observation[];
  readonly secondReports: readonly SecondReport[];
}

type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Message };

const refuse = (key: string, values: Message['values']) => ({
  ok: false as const,
  error: message(`views.${key}`, values),
});

/** Measurements that the other seat made itself: not what its person said, nor what it had from third seats. */
const measuredThere = ({ observations }: Report, view: string): readonly Observation[] =>
  observations
    .filter(
      (each) =>
        each.kind !== 'statement' &&
        each.kind !== 'delivery-status' &&
        each.kind !== 'known-host-keys' &&
        each.view === undefined,
    )
    .map((each): Observation => ({ ...each, id: `${view}/${each.id}`, view }))
    .filter((each) => each.id.length <= ID_AT_MOST);

/** The name under which people know a target as one: the registered domain with all below it, or the address itself. */
const subjectOf = ({ registrableDomain, domain }: Target): string => registrableDomain ?? domain;

/**
 * @param known reports that are part of it already: none may be its own second view.
 * @returns the marked observations, or why a report cannot be laid beside this target.
 */
export function layBeside(
  target: Target,
  others: readonly Report[],
  known: readonly string[] = [],
): Result<LaidBeside> {
  if (others.length > VIEWS_AT_MOST) return refuse('too_many', { most: VIEWS_AT_MOST });
  const seen = new Set(known);
  for (const other of others) {
    const theirs = other.request.target;
    if (subjectOf(theirs) !== subjectOf(target))
      return refuse('other_target', { own: target.displayName, other: theirs.displayName });
    if (other.observations.length > OBSERVATIONS_AT_MOST)
      return refuse('too_large', { most: OBSERVATIONS_AT_MOST });
    if (seen.has(other.id)) return refuse('same_report', { id: other.id });
    seen.add(other.id);
  }
  const viewOf = (index: number): string => `view-${index + 1}`;
  return {
    ok: true,
    value: {
      observations: others.flatMap((other, index) =>
        withNamesOfView(measuredThere(other, viewOf(index)), index + 1),
      ),
      secondReports: others.map(({ id, startedAt, finishedAt }, index) => ({
        view: viewOf(index),
        report: id,
        startedAt,
        finishedAt,
      })),
    },
  };
}

/** The report with others beside it; those that were there before are replaced. It still has to be judged. */
export function withReportsBeside(report: Report, others: readonly Report[]): Result<Report> {
  const laid = layBeside(report.request.target, others, [report.id]);
  if (!laid.ok) return laid;
  const { secondReports, observations } = laid.value;
  const own = report.observations.filter((each) => each.view === undefined);
  return { ok: true, value: { ...report, secondReports, observations: [...own, ...observations] } };
}
