/** What was removed from a report, by kind. */
import { inertLine, type Translator } from '../../../diagnostics/index.ts';
import type { Report } from '../../../diagnostics/model/report.ts';

export interface RedactionView {
  readonly id: string;
  readonly text: string;
  readonly count: number;
}

export function redactionViews({ redactions }: Report, t: Translator): readonly RedactionView[] {
  const counts = new Map<string, number>();
  for (const { redactor } of redactions) counts.set(redactor, (counts.get(redactor) ?? 0) + 1);
  return [...counts].map(([redactor, count]) => {
    const key = `app.redactor.${redactor}`;
    return { id: inertLine(redactor), text: t.has(key) ? t.text(key) : inertLine(redactor), count };
  });
}
