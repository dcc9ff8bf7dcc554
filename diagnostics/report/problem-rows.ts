/** One problem in words: whose side, how sure, why, by which evidence, covered or not, and what to do. */
import type { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import type { Evidence } from '../model/message.ts';
import { confidenceText } from './confidence-text.ts';
import { evidenceLines } from './describe.ts';
import type { Translator } from './i18n/translator.ts';
import { phoneCodeOf } from './phone-code.ts';
import { row, type Row } from './rows.ts';
import { scopeRows } from './scope-rows.ts';

/** More lines than a reader takes in; the rest stands in the report file. */
const MAX_EVIDENCE = 6;

export function problemRows(report: Report, problem: Problem, t: Translator): readonly Row[] {
  const label = (id: string): string => t.text(`report.label.${id}`);
  const excluded = problem.rivals.filter((rival) => rival.excluded);
  const open = problem.rivals.filter((rival) => !rival.excluded);
  return [
    ...row('side', label('side'), [t.text(`report.side.${problem.faultDomain}`)]),
    ...row('confidence', label('confidence'), [confidenceText(problem, t)]),
    ...row('reason', label('reason'), [t(problem.reason)]),
    ...row('evidence', label('evidence'), [], evidenceItems(report, problem.evidence, t)),
    ...row('against', label('against'), [], evidenceItems(report, problem.evidenceAgainst, t)),
    ...row(
      'excluded',
      label('excluded'),
      [],
      excluded.map(({ because }) => t(because)),
    ),
    ...row(
      'open',
      label('open'),
      [],
      open.map(({ because }) => t(because)),
    ),
    ...scopeRows(problem.scope, t, 'brief'),
    ...row('next_step', label('next_step'), [t(problem.nextStep)]),
    ...row(
      'surer',
      label('surer'),
      [],
      problem.missingControls.map(({ how }) => t(how)),
    ),
    ...row('limits', label('limits'), [t(problem.limits)]),
    ...row('phone_code', label('phone_code'), [phoneCodeOf(problem) ?? '']),
  ];
}

/** What many operations showed alike is one line: the first of them, and how many more. */
export function evidenceItems(
  report: Report,
  evidence: readonly Evidence[],
  t: Translator,
): readonly string[] {
  const groups = new Map<string, { readonly source: string; count: number }>();
  for (const { source, excerpt } of evidenceLines(report, evidence, t)) {
    const group = groups.get(excerpt);
    if (group && excerpt !== '') group.count += 1;
    else groups.set(excerpt === '' ? source : excerpt, { source, count: 1 });
  }
  const lines = [...groups].map(([excerpt, { source, count }]) => {
    const where = count === 1 ? source : `${source} ${t.text('report.subjects_more', { count: count - 1 })}`;
    return excerpt === source ? source : t.text('report.labelled', { label: where, value: excerpt });
  });
  if (lines.length <= MAX_EVIDENCE) return lines;
  return [
    ...lines.slice(0, MAX_EVIDENCE),
    t.text('report.evidence_more', { count: lines.length - MAX_EVIDENCE }),
  ];
}
