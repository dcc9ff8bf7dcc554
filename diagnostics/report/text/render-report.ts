/** The whole report for a terminal: first one plain sentence per problem, then the proof, then everything that was looked at. */
import type { Problem } from '../../model/problem.ts';
import type { Report, ViewStanding } from '../../model/report.ts';
import type { Service } from '../../model/vocabulary.ts';
import { services } from '../../model/vocabulary.ts';
import { areasOf } from '../areas.ts';
import { inertLine } from '../i18n/inert-text.ts';
import type { Translator } from '../i18n/translator.ts';
import { problemRows } from '../problem-rows.ts';
import { hanging, wrap } from './layout.ts';
import { noPaint } from './paint.ts';
import { renderFindings, signOf } from './render-findings.ts';
import { renderRows, type TextStyle } from './render-rows.ts';

export function renderReport(report: Report, t: Translator, style: TextStyle): string {
  const lines = [
    ...header(report, t, style),
    '',
    ...verdict(report, t, style),
    ...remarks(report, t, style),
    ...report.problems.flatMap((problem, index) => problemBlock(report, problem, index, t, style)),
    ...(report.problems.length === 0 ? tested(report, t, style) : []),
    '',
    style.paint('bold', t.text('report.findings_heading')),
    ...renderFindings(report, t, style),
    ...(report.problems.length === 0 ? [] : tested(report, t, style)),
    '',
    ...footer(report, t, style),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/** The human summary that a bundle carries: the same text, for a page of 80 columns. */
export const renderSummary = (report: Report, t: Translator): string =>
  renderReport(report, t, { width: 80, paint: noPaint });

function header(report: Report, t: Translator, style: TextStyle): readonly string[] {
  const { target } = report.request;
  const title = t.text('report.title', { name: target.displayName, time: t.dateTime(report.startedAt) });
  return [
    ...wrap(title, style.width).map((line) => style.paint('bold', line)),
    ...target.notes.flatMap((note) => hanging('  ', t(note), style.width)),
    ...(report.views ?? []).flatMap((view) => hanging('  ', viewText(report, view, t), style.width)),
    ...(report.provider === null ? [] : hanging('  ', providerText(report, t), style.width)),
    // what marks the seat marks every result (law 8)
    ...report.vantage.stamps.flatMap((stamp) =>
      hanging('  ! ', t.text(`ticket.stamp.${stamp}`), style.width),
    ),
  ];
}

/** A report laid beside this one, and whether it may speak. */
function viewText(
  { secondReports = [] }: Report,
  { view, standing, gapMs }: ViewStanding,
  t: Translator,
): string {
  const other = secondReports.find((each) => each.view === view);
  const minutes = Math.round(gapMs / 60_000);
  const time = other === undefined ? '–' : t.dateTime(other.startedAt);
  const name = t.text('report.second_report', { time });
  return `${name} ${t.text(`report.view.${standing}`, { minutes })}`;
}

function providerText(report: Report, t: Translator): string {
  const { id = '', version = '', recognisedBy = null } = report.provider ?? {};
  const how = recognisedBy ? ` ${t(recognisedBy)}` : '';
  return `${t.text('report.provider', { id, version })}${how}`;
}

function verdict(report: Report, t: Translator, style: TextStyle): readonly string[] {
  const ending =
    report.ending === 'completed' ? [] : hanging('! ', t.text(`report.ending.${report.ending}`), style.width);
  const sentences = report.problems.flatMap((problem, index) =>
    hanging(
      `${signOf.failed} ${report.problems.length > 1 ? `${index + 1}. ` : ''}`,
      t(problem.headline),
      style.width,
    ).map((line) => style.paint('bold', style.paint('red', line))),
  );
  const status = hanging(
    statusSign(report),
    t.text(`report.status.${report.status}`, { count: report.problems.length }),
    style.width,
  );
  const colour = report.status === 'healthy' ? 'green' : 'yellow';
  const painted = report.status === 'problems_found' ? [] : status.map((line) => style.paint(colour, line));
  return [...ending, ...painted, ...sentences];
}

/** What nobody is to blame for, and how to catch a fault that did not show. */
const remarks = (report: Report, t: Translator, style: TextStyle): readonly string[] =>
  (report.remarks ?? []).flatMap((remark) => ['', ...hanging('', t(remark.message), style.width)]);

const statusSign = (report: Report): string =>
  report.status === 'healthy' ? `${signOf.passed} ` : `${signOf.cantTell} `;

function problemBlock(
  report: Report,
  problem: Problem,
  index: number,
  t: Translator,
  style: TextStyle,
): readonly string[] {
  const isOnly = report.problems.length === 1;
  const heading = isOnly
    ? []
    : hanging(`${index + 1}. `, t(problem.headline), style.width).map((line) => style.paint('bold', line));
  return ['', ...heading, ...renderRows(problemRows(report, problem, t), style)];
}

/** What a good result stands on, and what nobody looked at: absence of proof is never "fine". */
function tested(report: Report, t: Translator, style: TextStyle): readonly string[] {
  const answered = testedServices(report);
  const names = (list: readonly Service[]): string =>
    list.map((service) => t.text(`report.area.${service}`)).join(', ');
  const missing = services.filter((service) => !answered.includes(service));
  return [
    '',
    ...(answered.length === 0
      ? []
      : hanging('', t.text('report.tested', { list: names(answered) }), style.width)),
    ...(missing.length === 0
      ? []
      : hanging('', t.text('report.not_tested', { list: names(missing) }), style.width)),
  ];
}

/** Services of which at least one finding is an answer. */
export function testedServices(report: Report): readonly Service[] {
  const areaOf = areasOf(report);
  const answers = report.findings.filter(({ outcome }) => outcome === 'passed' || outcome === 'failed');
  const found = new Set(answers.map(areaOf));
  return services.filter((service) => found.has(service));
}

function footer(report: Report, t: Translator, style: TextStyle): readonly string[] {
  const removed = report.redactions.length;
  const line = t.text('report.footer', {
    id: report.id,
    version: report.tool.version,
    rules: report.tool.rules,
  });
  return [
    ...wrap(inertLine(line), style.width).map((text) => style.paint('dim', text)),
    ...(removed === 0
      ? []
      : wrap(t.text('report.redacted', { count: removed }), style.width).map((text) =>
          style.paint('dim', text),
        )),
  ];
}
