/** Short descriptions that the text report and the tickets share: evidence, scope, endpoints. */
import type { Evidence } from '../model/message.ts';
import type { Observation } from '../model/observation.ts';
import type { Report } from '../model/report.ts';
import type { ScopeDecision } from '../model/scope.ts';
import { inertLine, shorten } from './i18n/inert-text.ts';
import type { Translator } from './i18n/translator.ts';

/** `mail.example.com (192.0.2.5) port 587`, as far as it is known. */
export function endpointText(observation: Observation, t: Translator): string {
  const { name, address, port } = observation.endpoint;
  const host =
    name !== undefined && address !== undefined && name !== address
      ? `${name} (${address})`
      : (name ?? address ?? '');
  const plain = inertLine(host);
  return port === undefined ? plain : t.text('report.endpoint', { host: plain, port });
}

/** The field that an excerpt comes from (`notAfter`), where its name tells more than the excerpt alone. */
function fieldName(pointer: string): string {
  const name =
    pointer
      .split('/')
      .filter((part) => !/^\d*$/u.test(part))
      .at(-1) ?? '';
  return ['', 'failure', 'data', 'response', 'text', 'value', 'detail'].includes(name)
    ? ''
    : `${inertLine(name)} `;
}

export interface EvidenceLine {
  readonly source: string;
  readonly excerpt: string;
  readonly observation: Observation | undefined;
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
    const source = observation
      ? `${t.text(`report.kind.${observation.kind}`)} ${endpointText(observation, t)}`.trim()
      : inertLine(item.observation);
    const text = shorten(inertLine(item.excerpt), 300);
    const excerpt = text === '' ? '' : `${fieldName(item.pointer)}${text}`;
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
