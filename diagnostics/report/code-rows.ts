/** What a phone code says, in words for whoever hears it. */
import { confidenceWords } from './confidence-text.ts';
import type { Translator } from './i18n/translator.ts';
import type { PhoneCodeMeaning } from './phone-code.ts';
import { row, type Row } from './rows.ts';

export function codeRows(meaning: PhoneCodeMeaning, t: Translator): readonly Row[] {
  const { rule, rootCause, faultDomain, decision } = meaning;
  const label = (id: string): string => t.text(`code.label.${id}`);
  return [
    ...row('found', label('found'), [
      t.text('code.found', { symptom: t.text(`ticket.symptom.${rootCause}`), rule }),
    ]),
    ...row('side', t.text('report.label.side'), [t.text(`ticket.side.${faultDomain}`)]),
    ...row('confidence', t.text('report.label.confidence'), [confidenceWords(meaning, t)]),
    ...row('scope', t.text('report.label.scope'), [t.text(`code.decision.${decision}`)]),
  ];
}
