/** One page that a reseller can hand out under the own name: no script, no link, nothing loaded from anywhere; all text is text. */
import { createHash } from 'node:crypto';
import { escapeHtml, htmlPage, inertLine, isolated, type Translator } from '../../../diagnostics/index.ts';
import type { SummarisedProblem } from '../../../diagnostics/model/run-summary.ts';
import { firstTrend, nextExpiry, worstFirst, type ExportRow } from './export-row.ts';
import { pageStyle } from './page-style.ts';
import { resultOf } from './render-csv.ts';

export interface Branding {
  /** The reseller's own name; empty for none. */
  readonly name: string;
  /** `data:` address of a PNG or JPEG (`logo.ts`); null for none. */
  readonly logo: string | null;
}

export interface PageOptions {
  readonly t: Translator;
  readonly branding: Branding;
  /** RFC 3339. */
  readonly at: string;
}

/** Words of others; ours have been through the translator. */
const foreign = (text: string): string => isolated(inertLine(text));

const styleHash = createHash('sha256').update(pageStyle).digest('base64');

export function exportHtml(rows: readonly ExportRow[], options: PageOptions): string {
  const { t, branding, at } = options;
  const sorted = [...rows].sort(worstFirst);
  const title = t.text('export.title', { name: branding.name, hasName: branding.name !== '' });
  return htmlPage({
    language: t.language,
    title,
    style: pageStyle,
    styleSource: `'sha256-${styleHash}'`,
    imageSource: 'data:',
    body: [
      '<header>',
      ...logoPart(branding),
      `<h1>${isolated(title)}</h1>`,
      `<p>${isolated(t.text('export.made', { time: t.dateTime(at) }))}</p>`,
      `<p>${isolated(counts(rows, t))}</p>`,
      '</header>',
      '<main>',
      ...sharedPart(sorted, t),
      ...tablePart(sorted, t),
      '</main>',
    ],
  });
}

/** Only what `logo.ts` makes: anything else is left out. */
function logoPart({ logo, name }: Branding): readonly string[] {
  if (logo === null || !/^data:image\/(png|jpeg);base64,[A-Za-z0-9+/]+=*$/u.test(logo)) return [];
  return [`<img src="${logo}" alt="${escapeHtml(inertLine(name))}">`];
}

const counts = (rows: readonly ExportRow[], t: Translator): string => {
  const problems = rows.filter(({ summary }) => summary.status === 'problems_found').length;
  const healthy = rows.filter(({ summary }) => summary.status === 'healthy').length;
  const unclear = rows.length - problems - healthy;
  return t.text('export.counts', { count: rows.length, problems, healthy, unclear });
};

interface Shared {
  readonly problem: SummarisedProblem;
  readonly names: string[];
}

/** What concerns several clients, the most first. */
function sharedPart(rows: readonly ExportRow[], t: Translator): readonly string[] {
  const causes = new Map<string, Shared>();
  for (const { summary } of rows)
    for (const problem of summary.problems) {
      const known = causes.get(problem.sharedCauseKey) ?? { problem, names: [] };
      causes.set(problem.sharedCauseKey, known);
      if (!known.names.includes(summary.displayName)) known.names.push(summary.displayName);
    }
  const shared = [...causes.values()].filter(({ names }) => names.length > 1);
  if (shared.length === 0) return [];
  return [
    `<h2>${isolated(t.text('export.shared'))}</h2>`,
    '<ul>',
    ...[...shared]
      .sort((a, b) => b.names.length - a.names.length)
      .map(
        ({ problem, names }) =>
          `<li><strong>${isolated(t.text('export.shared_by', { count: names.length }))}</strong> ${isolated(t(problem.headline))}<br>${names.map(foreign).join(', ')}</li>`,
      ),
    '</ul>',
  ];
}

function tablePart(rows: readonly ExportRow[], t: Translator): readonly string[] {
  const heads = ['client', 'state', 'result', 'side', 'since', 'last_good', 'certificate_ends'] as const;
  return [
    `<h2>${isolated(t.text('export.clients'))}</h2>`,
    '<table>',
    `<thead><tr>${heads.map((head) => `<th scope="col">${isolated(t.text(`export.column.${head}`))}</th>`).join('')}</tr></thead>`,
    '<tbody>',
    ...rows.map((row) => tableRow(row, t)),
    '</tbody>',
    '</table>',
  ];
}

function tableRow(row: ExportRow, t: Translator): string {
  const { summary, trend } = row;
  const side = summary.problems[0]?.side;
  const day = (time: string | null | undefined): string => (time ? time.slice(0, 10) : '–');
  const more = summary.problems.slice(1).map((each) => `<br>${isolated(t(each.headline))}`);
  const reason = summary.undiagnosed === null ? '' : `<br>${isolated(t(summary.undiagnosed))}`;
  const client = summary.client === null ? '' : `${foreign(summary.client)}<br>`;
  const cells = [
    `<th scope="row">${client}${foreign(summary.displayName)}</th>`,
    `<td class="${summary.status}">${isolated(t.text(`export.status.${summary.status}`))}</td>`,
    `<td>${isolated(resultOf(summary, t))}${more.join('')}${reason}</td>`,
    `<td>${side === undefined ? '–' : isolated(t.text(`export.side.${side}`))}</td>`,
    ...[firstTrend(row)?.since, trend?.lastGood, nextExpiry(summary, 'certificate')].map(
      (time) => `<td class="day">${isolated(day(time))}</td>`,
    ),
  ];
  return `<tr>${cells.join('')}</tr>`;
}
