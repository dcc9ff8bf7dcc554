/** A whole report as the window shows it. */
import { inertLine, type ProviderPack, type Translator } from '../../../diagnostics/index.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import { services } from '../../../diagnostics/model/vocabulary.ts';
import type { ReportEntry, ReportView } from '../../contract/views.ts';
import type { StoredEntry } from '../report-index.ts';
import { findingGroups } from './finding-view.ts';
import { finishedOperation, isOperation } from './operation-view.ts';
import { problemView } from './problem-view.ts';
import { redactionViews } from './redaction-view.ts';
import { stationViews } from './station-view.ts';

export interface ReportViewInput {
  readonly id: string;
  readonly report: Report;
  readonly packs: readonly ProviderPack[];
  /** As it came in a file; null for a report of our own. */
  readonly original: Report | null;
}

export function reportView({ id, report, packs, original }: ReportViewInput, t: Translator): ReportView {
  const { request, vantage, tool } = report;
  const runStart = Date.parse(report.startedAt);
  return {
    id,
    displayName: inertLine(request.target.displayName),
    startedAt: report.startedAt,
    durationMs: Math.max(0, Date.parse(report.finishedAt) - runStart),
    status: report.status,
    ending: report.ending,
    summary: summaryOf(report, t),
    service: servicesText(report, t),
    provider: providerOf(report, packs, t),
    stamps: vantage.stamps.map((stamp) => ({ id: stamp, text: t.text(`ticket.stamp.${stamp}`) })),
    stations: stationViews(report, t),
    problems: report.problems.map((problem, index) => problemView(report, problem, index, t)),
    remarks: (report.remarks ?? []).map(({ message }) => t(message)),
    findings: findingGroups(report, t),
    operations: report.observations
      .filter(isOperation)
      .map((observation) => finishedOperation(observation, runStart, t)),
    redactions: redactionViews(report, t).map(({ text, count }) => ({ text, count })),
    judgedBy: t.text('app.judged_by', { version: tool.version, rules: tool.rules }),
    judgedAgain: original === null ? null : differencesTo(original, report, t),
  };
}

const summaryOf = ({ problems, status }: Report, t: Translator): string => {
  const [first] = problems;
  return first === undefined ? t.text(`report.status.${status}`, { count: 0 }) : t(first.headline);
};

const servicesText = ({ request }: Report, t: Translator): string =>
  request.services.length === services.length
    ? t.text('app.all_services')
    : request.services.map((service) => t.text(`report.area.${service}`)).join(', ');

function providerOf(
  { provider }: Report,
  packs: readonly ProviderPack[],
  t: Translator,
): ReportView['provider'] {
  if (provider === null) return null;
  const { id, recognisedBy } = provider;
  return {
    id: inertLine(id),
    name: inertLine(packs.find((pack) => pack.id === id)?.name ?? id),
    recognised: recognisedBy === null ? t.text('app.provider_chosen') : t(recognisedBy),
  };
}

/** What today's rules say otherwise than those of the day of the report. */
function differencesTo(
  original: Report,
  report: Report,
  t: Translator,
): NonNullable<ReportView['judgedAgain']> {
  const said = ({ problems }: Report): ReadonlyMap<string, string> =>
    new Map(
      problems.map((problem) => [
        `${problem.rootCause} ${problem.subject}`,
        `${problem.faultDomain} ${problem.confidence} ${problem.scope.decision}`,
      ]),
    );
  const [before, now] = [said(original), said(report)];
  const differences = [
    ...original.problems
      .filter(({ rootCause, subject }) => !now.has(`${rootCause} ${subject}`))
      .map(({ headline }) => t.text('app.again.gone', { headline: t(headline) })),
    ...report.problems.flatMap((problem) => {
      const key = `${problem.rootCause} ${problem.subject}`;
      const headline = t(problem.headline);
      if (!before.has(key)) return [t.text('app.again.new', { headline })];
      return before.get(key) === now.get(key)
        ? []
        : [
            t.text('app.again.other', {
              headline,
              side: t.text(`report.side.${problem.faultDomain}`),
              confidence: t.text(`report.confidence.${problem.confidence}`),
              decision: t.text(`report.decision.${problem.scope.decision}`),
            }),
          ];
    }),
  ];
  return { isSame: differences.length === 0, differences };
}

export function entryView(entry: StoredEntry, packs: readonly ProviderPack[], t: Translator): ReportEntry {
  const { id, displayName, startedAt, status, headline, problems, provider, origin } = entry;
  return {
    id,
    displayName: inertLine(displayName),
    startedAt,
    status,
    headline: headline === null ? t.text(`report.status.${status}`, { count: problems }) : t(headline),
    problems,
    provider:
      provider === null ? '' : inertLine(packs.find((pack) => pack.id === provider)?.name ?? provider),
    origin,
  };
}
