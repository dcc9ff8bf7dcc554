/** A whole report as the window shows it. */
import { inertLine, type Manifest, type ProviderPack, type Translator } from '../../../diagnostics/index.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import { services } from '../../../diagnostics/model/vocabulary.ts';
import type { ReportEntry, ReportView } from '../../contract/views.ts';
import { SEALED_ENTRY, type StoredEntry } from '../report-index.ts';
import { canSealFor } from '../../services/sealed-report.ts';
import { openingRows, type Binding } from '../../services/opened-report.ts';
import { verdictDifferences } from '../../services/verdict-lines.ts';
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
  readonly manifest: Manifest | null;
  readonly binding: Binding;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export function reportView(input: ReportViewInput, t: Translator): ReportView {
  const { id, report, packs, original } = input;
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
    provider: providerOf(report, packs, original !== null, t),
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
    judgedAgain: original === null ? null : judgedAgain(verdictDifferences(original, report, t)),
    answers: original === null && report.askedBy ? inertLine(report.askedBy.reference) : null,
    opened: openedOf(input, t),
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
  { provider, askedBy }: Report,
  packs: readonly ProviderPack[],
  isFromFile: boolean,
  t: Translator,
): ReportView['provider'] {
  if (provider === null) return null;
  const { id, recognisedBy } = provider;
  const pack = packs.find((each) => each.id === id) ?? null;
  const chosenBy = askedBy !== undefined ? 'asked' : isFromFile ? 'chosen_there' : 'chosen';
  return {
    id: inertLine(id),
    name: inertLine(pack?.name ?? id),
    canSeal: canSealFor(pack),
    recognised: recognisedBy === null ? t.text(`app.provider_${chosenBy}`) : t(recognisedBy),
  };
}

const judgedAgain = (differences: readonly string[]): ReportView['judgedAgain'] => ({
  isSame: differences.length === 0,
  differences,
});

/** Whether the file is whole and what was asked for, and both verdicts side by side. */
function openedOf(
  { report, original, manifest, binding, now }: ReportViewInput,
  t: Translator,
): ReportView['opened'] {
  if (original === null) return null;
  const file = { report: original, manifest, wasSealed: false };
  return { binding: binding.state, rows: openingRows({ file, binding, today: report, now }, t) };
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
    isSealed: headline?.key === SEALED_ENTRY,
    origin,
  };
}
