/** Short descriptions that the text report and the tickets share: evidence, scope, endpoints. */
import type { Evidence } from '../model/message.ts';
import type { Observation, ObservationOf } from '../model/observation.ts';
import type { Report } from '../model/report.ts';
import type { ScopeDecision } from '../model/scope.ts';
import { inertLine, shorten } from './i18n/inert-text.ts';
import type { Translator } from './i18n/translator.ts';

/** `mail.example.com (192.0.2.5) port 587`, as far as it is known. */
export function endpointText({ endpoint }: Pick<Observation, 'endpoint'>, t: Translator): string {
  const { name, address, port } = endpoint;
  const host =
    name !== undefined && address !== undefined && name !== address
      ? `${name} (${address})`
      : (name ?? address ?? '');
  const plain = inertLine(host);
  return port === undefined ? plain : t.text('report.endpoint', { host: plain, port });
}

const silentFields = new Set(['', 'failure', 'data', 'response', 'text', 'value', 'detail', 'words']);

/** The last part of a pointer that is a name and no index. */
const fieldOf = (pointer: string): string =>
  pointer
    .split('/')
    .filter((part) => !/^\d*$/u.test(part))
    .at(-1) ?? '';

/** RFC 3339 times read better as dates; figures are given without their fraction. */
function valueText(text: string, t: Translator): string {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/u.test(text)) return t.dateTimeUtc(text);
  return /^-?\d+\.\d+$/u.test(text) ? String(Math.round(Number(text))) : text;
}

/** What stands at the pointer in words: known fields and failure codes have a wording, others show their name. */
function excerptText({ pointer, excerpt }: Evidence, t: Translator): string {
  const text = shorten(inertLine(excerpt), 300);
  if (text === '') return '';
  const failure = `evidence.failure.${text}`;
  if (pointer.endsWith('/code') && t.has(failure)) return t.text(failure);
  const field = fieldOf(pointer);
  const wording = `evidence.field.${field}`;
  if (t.has(wording)) return t.text(wording, { value: valueText(text, t) });
  return silentFields.has(field) ? text : `${inertLine(field)} ${text}`;
}

export interface EvidenceLine {
  readonly source: string;
  readonly excerpt: string;
  readonly observation: Observation | undefined;
}

/** The question with the person's answer; a question of another version comes out as its id. */
function statementLine(observation: ObservationOf<'statement'>, t: Translator): EvidenceLine {
  const { input, data } = observation;
  const worded = (key: string, plain: string): string => (t.has(key) ? t.text(key) : inertLine(plain));
  const question = worded(`question.${input.question}.text`, input.question);
  return {
    source: `${question} ${t.text('report.kind.statement')}`,
    excerpt: worded(`question.${input.question}.value.${data.value}`, data.value),
    observation,
  };
}

/** What was done and to whom, and from which seat when it was not this one. */
export function operationText(
  observation: Pick<Observation, 'kind' | 'endpoint' | 'view'>,
  t: Translator,
): string {
  const done = `${t.text(`report.kind.${observation.kind}`)} ${endpointText(observation, t)}`.trim();
  return observation.view === undefined ? done : t.text('report.from_other_seat', { done });
}

/** Each statement once, with the operation that it comes from. */
export function evidenceLines(
  report: Report,
  evidence: readonly Evidence[],
  t: Translator,
): readonly EvidenceLine[] {
  const byId = new Map(report.observations.map((observation) => [observation.id, observation]));
  const seen = new Set<string>();
  return evidence.flatMap((item) => {
    const observation = byId.get(item.observation);
    if (observation?.kind === 'statement') return [statementLine(observation, t)];
    const source = observation ? operationText(observation, t) : inertLine(item.observation);
    const excerpt = excerptText(item, t);
    const line = `${source}: ${excerpt}`;
    if (seen.has(line)) return [];
    seen.add(line);
    return [{ source, excerpt, observation }];
  });
}

/** `“our wording” (document, section; policy data of 2026-01-01, rule x)`; null when no policy speaks. */
export function clauseText(scope: ScopeDecision, t: Translator): string | null {
  const { clause } = scope;
  if (clause === null) return null;
  const { document, section, version, rule } = clause;
  return t.text('report.scope.clause', { text: t.localized(clause.text), document, section, version, rule });
}
