/** The history as the window asks for it: the past of a report, what would be forgotten, and what leaves. */
import { summarise, type Translator } from '../../diagnostics/index.ts';
import type { DomainTrend } from '../../diagnostics/model/domain-trend.ts';
import type { Report } from '../../diagnostics/model/report.ts';
import type { Language } from '../../diagnostics/model/vocabulary.ts';
import type { BoardFilter } from '../contract/board.ts';
import { forgetJournals } from '../services/batch/journal.ts';
import { exportRowOf, type ExportRow } from '../services/exports/export-row.ts';
import { renderExport } from '../services/exports/render-export.ts';
import { monthsBefore } from '../services/history/retention.ts';
import { loadSettings } from '../services/settings-store.ts';
import { latestBatchFile } from './board/latest-batch.ts';
import type { EngineContext } from './context.ts';
import type { OpenReports } from './open-reports.ts';
import type { EngineHandlers } from './protocol.ts';
import type { ReportStore } from './report-store.ts';

type Own = Extract<keyof EngineHandlers, `history:${string}`>;

export const historyHandlers = (
  context: EngineContext,
  store: ReportStore,
  reports: OpenReports,
  shown: (filter: BoardFilter, language: Language) => Promise<readonly ExportRow[]>,
): Pick<EngineHandlers, Own> => {
  const { history, engine, folder } = context;
  const monthsAgo = (months: number): string => monthsBefore(engine.clock().now(), months);
  return {
    'history:past': async ({ id, language }) => {
      const { report } = await reports.open(id);
      const state = await history.domain(report.request.target.domain);
      return state === null ? [] : pastOf(report, state.trend, context.inWindow(language));
    },
    'history:older': async ({ months }) => ({ runs: await history.countBefore(monthsAgo(months)) }),
    'history:file': async ({ language, format, filter }) => {
      const { reportName, reportLogo } = await loadSettings(folder);
      const at = context.now();
      const rows =
        filter === undefined ? (await history.latest()).map(exportRowOf) : await shown(filter, language);
      const branding = { name: reportName, logo: reportLogo };
      return {
        name: `faultline-${at.slice(0, 10)}.${format}`,
        content: renderExport(rows, format, { t: context.translator(language), branding, at }),
      };
    },
    'history:retain': async () => {
      const { keepMonths } = await loadSettings(folder);
      if (keepMonths === null) return null;
      const before = monthsAgo(keepMonths);
      await store.removeBefore(before);
      await forgetJournals(latestBatchFile(folder).folder, before);
      return null;
    },
  };
};

/** Nothing, as long as there is no past: the first run of a domain tells it all itself. */
function pastOf(report: Report, trend: DomainTrend, t: Translator): readonly string[] {
  if (trend.runs < 2) return [];
  const shown = new Set(summarise(report).problems.map((each) => each.sharedCauseKey));
  const lasting = trend.problems.filter(
    (each) => each.endedAt === null && each.runs > 1 && shown.has(each.problem.sharedCauseKey),
  );
  const good =
    trend.goodSince === null
      ? t.text(trend.lastGood === null ? 'history.never_good' : 'history.last_good', {
          runs: trend.runs,
          time: trend.lastGood === null ? '' : t.dateTime(trend.lastGood),
        })
      : t.text('history.good_since', { since: t.dateTime(trend.goodSince), runs: trend.runs });
  return [
    ...lasting.map(({ problem, since, runs, times }) =>
      t.text('history.problem_since', { text: t(problem.headline), since: t.dateTime(since), runs, times }),
    ),
    good,
  ];
}
