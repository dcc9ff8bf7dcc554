/** What the command line puts into the history, and where that lies. A history that cannot be used never costs a diagnosis. */
import type { Command } from 'commander';
import { isChange, latestChange, summarise } from '../../diagnostics/index.ts';
import type { RunSummary } from '../../diagnostics/model/run-summary.ts';
import type { Report } from '../../diagnostics/model/report.ts';
import type { DomainState } from '../services/history/history-store.ts';
import { historyFileIn, openHistory, type History } from '../services/history/open-history.ts';
import { SaidError } from '../services/said-error.ts';
import { stateFolder } from '../services/state-folder.ts';
import { usageError } from './cli-error.ts';
import type { CliContext } from './context.ts';

export interface HistoryChoice {
  /** A file, or false for none; absent: the one of this account. */
  readonly history?: string | boolean;
  readonly onlyChanges?: boolean;
  /** Of a batch: what registries say is kept beside the runs. */
  readonly registrations?: boolean;
}

export const addHistoryOptions = (command: Command, { t }: CliContext): Command =>
  command
    .option('--history <file>', t.text('cli.option.history'))
    .option('--no-history', t.text('cli.option.no_history'))
    .option('--only-changes', t.text('cli.option.only_changes'));

/** Null when there is to be none, or no place for one. */
export function chosenHistory({ io, t }: CliContext, { history }: HistoryChoice): History | null {
  if (history === false) return null;
  const folder = stateFolder(io.env);
  const file = typeof history === 'string' ? history : folder === null ? null : historyFileIn(folder);
  return file === null ? null : openHistory(file, (notice) => io.stderr.write(`${t(notice)}\n`));
}

/** Before a run: changes need something to compare with, and dates of registrations a place. */
export function checkHistoryChoice(context: CliContext, options: HistoryChoice): void {
  const isNeeded = options.onlyChanges === true || options.registrations === true;
  if (isNeeded && chosenHistory(context, options) === null) throw usageError('no_history');
}

export interface Recorder {
  /** Where each domain stands now; null when nothing was recorded. */
  record(summaries: readonly RunSummary[]): Promise<readonly DomainState[] | null>;
  /** Where domains stand that an earlier part of a batch recorded; those that the history does not know are left out. */
  standingOf(domains: ReadonlySet<string>): Promise<readonly DomainState[]>;
}

/** Why nothing could be recorded is told once, unless nothing was to be. */
export function createRecorder(context: CliContext, options: HistoryChoice): Recorder {
  const { io, t } = context;
  const history = chosenHistory(context, options);
  let isTold = false;
  const orNull = async <T>(turn: Promise<T> | undefined): Promise<T | null> => {
    try {
      return (await turn) ?? null;
    } catch (error) {
      if (!(error instanceof SaidError)) throw error;
      if (!isTold) io.stderr.write(`${t.text('cli.history.not_recorded', { reason: t(error.said) })}\n`);
      isTold = true;
      return null;
    }
  };
  return {
    record: (summaries) => orNull(history?.record(summaries)),
    standingOf: async (domains) =>
      domains.size === 0
        ? []
        : ((await orNull(history?.latest())) ?? []).filter(({ run }) => domains.has(run.summary.domain)),
  };
}

export const recordReport = async (
  context: CliContext,
  options: HistoryChoice,
  report: Report,
): Promise<DomainState | null> =>
  (await createRecorder(context, options).record([summarise(report)]))?.[0] ?? null;

/** Something is new: against the run before, or, in a first run, at all. Without a history everything is. */
export function isNews(state: DomainState | null): boolean {
  if (state === null) return true;
  const change = latestChange(state.trend);
  return change.isFirst ? state.run.summary.status !== 'healthy' : isChange(change);
}
