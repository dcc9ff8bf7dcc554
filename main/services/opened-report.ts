/** A report that came as a file: whole or not, for which request, how old, from which seat, and what today's rules say otherwise. */
import { bindingState, inertLine, type BindingState, type Translator } from '../../diagnostics/index.ts';
import type { CheckRequest } from '../../diagnostics/model/check-request.ts';
import type { Report } from '../../diagnostics/model/report.ts';
import type { OpenedFile } from './report-files.ts';
import { keptRequest } from './request-store.ts';
import type { RequestRow } from './request-rows.ts';
import { verdictDifferences, verdictLines } from './verdict-lines.ts';

/** `unknown_request`: names one that is not on this computer. `none`: names none, and none was asked about. */
export interface Binding {
  readonly state: BindingState | 'unknown_request' | 'none';
  /** What the report was held against. */
  readonly request: CheckRequest | null;
}

const sound: ReadonlySet<Binding['state']> = new Set(['bound', 'none', 'unknown_request']);
export const isSound = ({ state }: Binding): boolean => sound.has(state);

/**
 * Against the request that was given; without one, against that of those made here which the report names. A report that names none of
 * them, and a copy without a seal that a desk saved itself, are refused only where the person said what they should answer.
 */
export async function bindingOf(
  { report, manifest }: Pick<OpenedFile, 'report' | 'manifest'>,
  given: CheckRequest | null,
  state: string | null,
): Promise<Binding> {
  if (given !== null) return { state: bindingState(report, manifest, given), request: given };
  const { askedBy } = report;
  if (askedBy === undefined) return { state: 'none', request: null };
  const known = await keptRequest(state, 'made', askedBy.request);
  return known === null
    ? { state: 'unknown_request', request: null }
    : { state: bindingState(report, manifest, known), request: known };
}

function bindingText({ state, request }: Binding, report: Report, t: Translator): string {
  const reference = inertLine(request?.reference ?? report.askedBy?.reference ?? '');
  return t.text(`request.binding.${state}`, { reference });
}

export interface Opening {
  readonly file: Pick<OpenedFile, 'report' | 'manifest' | 'wasSealed'>;
  readonly binding: Binding;
  /** By today's rules. */
  readonly today: Report;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export function openingRows(opening: Opening, t: Translator): readonly RequestRow[] {
  const { file, binding, today } = opening;
  const { report } = file;
  const row = (id: string, paragraphs: readonly string[], items: readonly string[] = []): RequestRow => ({
    id,
    label: t.text(`opened.row.${id}`),
    paragraphs,
    items,
  });
  const differences = verdictDifferences(report, today, t);
  return [
    row('file', fileTexts(file, t), filesOf(file)),
    row('request', [bindingText(binding, report, t), ...timeTexts(opening, t)]),
    row('age', [ageText(opening, t)]),
    row('seat', [seatText(report, t)], stampTexts(report, t)),
    row(
      'then',
      [t.text('opened.by', { version: inertLine(report.tool.version), rules: inertLine(report.tool.rules) })],
      verdictLines(report, t),
    ),
    row(
      'today',
      [t.text('opened.by', { version: today.tool.version, rules: today.tool.rules })],
      verdictLines(today, t),
    ),
    row('differs', differences.length === 0 ? [t.text('opened.same')] : [], differences),
    row(
      'redacted',
      [t.text('opened.redacted', { count: report.redactions.length })],
      redactedItems(report, t),
    ),
  ];
}

function fileTexts({ manifest, wasSealed }: Opening['file'], t: Translator): readonly string[] {
  const whole =
    manifest === null ? t.text('opened.json') : t.text('opened.whole', { count: manifest.files.length });
  return [...(wasSealed ? [t.text('opened.sealed')] : []), whole];
}

const filesOf = ({ manifest }: Opening['file']): readonly string[] =>
  (manifest?.files ?? []).map(
    ({ path, size, sha256 }) => `${path} · ${size} B · SHA-256 ${sha256.slice(0, 16)}…`,
  );

/** A report cannot be older than what it answers; whose clock is wrong cannot be told from here. */
function timeTexts({ file: { report }, binding: { request } }: Opening, t: Translator): readonly string[] {
  if (request === null) return [];
  const values = { made: t.dateTime(request.made), expires: t.dateTime(request.expires) };
  if (report.startedAt < request.made) return [t.text('opened.before_request', values)];
  return report.finishedAt > request.expires ? [t.text('opened.after_request', values)] : [];
}

const MINUTE_MS = 60_000;

function ageText({ file: { report }, now }: Opening, t: Translator): string {
  const minutes = Math.round((now - Date.parse(report.finishedAt)) / MINUTE_MS);
  const time = t.dateTime(report.finishedAt);
  if (minutes < 0) return t.text('opened.age_future', { time });
  if (minutes < 120) return t.text('opened.age_minutes', { time, count: minutes });
  return minutes < 48 * 60
    ? t.text('opened.age_hours', { time, count: Math.floor(minutes / 60) })
    : t.text('opened.age_days', { time, count: Math.floor(minutes / (24 * 60)) });
}

const seatText = ({ vantage }: Report, t: Translator): string =>
  t.text('opened.seat', {
    platform: inertLine(vantage.platform),
    ipv4: t.text(`opened.family.${vantage.ipv4}`),
    ipv6: t.text(`opened.family.${vantage.ipv6}`),
    resolvers: vantage.resolvers.map(inertLine).join(', ') || '–',
  });

const stampTexts = ({ vantage }: Report, t: Translator): readonly string[] =>
  vantage.stamps.map((stamp) => t.text(`ticket.stamp.${stamp}`));

/** What was taken out, by kind. */
function redactedItems({ redactions }: Report, t: Translator): readonly string[] {
  const counts = new Map<string, number>();
  for (const { redactor } of redactions) counts.set(redactor, (counts.get(redactor) ?? 0) + 1);
  return [...counts].map(([redactor, count]) => {
    const key = `app.redactor.${redactor}`;
    return `${t.has(key) ? t.text(key) : inertLine(redactor)} (${count})`;
  });
}
