/** One ticket for many domains that the same thing breaks: which they are, as far as a reader wants to read. */
import type { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import type { Confidence } from '../model/vocabulary.ts';
import { inertLine } from '../report/i18n/inert-text.ts';
import { row, type Row } from '../report/rows.ts';
import type { Translator } from '../report/i18n/translator.ts';

export interface Affected {
  /** What they share, as a run summary names it: the same for all of them. */
  readonly cause: string;
  /** How sure it is at each, since one run may have seen less than another. */
  readonly domains: readonly { readonly name: string; readonly confidence: Confidence }[];
}

/** Named one by one at most; a desk looks the rest up by the cause. */
const NAMED = 100;

/** After the sentence that says what is wrong. */
export function withAffected(
  sections: readonly Row[],
  report: Report,
  problem: Problem,
  { t, affected }: { readonly t: Translator; readonly affected?: Affected },
): readonly Row[] {
  if (affected === undefined) return sections;
  const { domains } = affected;
  const count = domains.length;
  const named = domains.slice(0, NAMED).map(({ name, confidence }) =>
    confidence === problem.confidence
      ? inertLine(name)
      : t.text('ticket.affected_otherwise', {
          name: inertLine(name),
          sure: t.text(`ticket.sure.${confidence}`),
        }),
  );
  const more = count > NAMED ? [t.text('ticket.affected_more', { count: count - NAMED })] : [];
  const said = t.text('ticket.affected', { count, name: inertLine(report.request.target.displayName) });
  const [first, ...others] = sections;
  return [
    ...(first === undefined ? [] : [first]),
    ...row('affected', t.text('ticket.section.affected'), [said], [...named, ...more]),
    ...others,
  ];
}
