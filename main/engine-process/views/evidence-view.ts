/** Evidence with the way to the observation that it points at. */
import { evidenceLines, type Translator } from '../../../diagnostics/index.ts';
import type { Evidence } from '../../../diagnostics/model/message.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import type { EvidenceView } from '../../contract/views.ts';

export const evidenceViews = (
  report: Report,
  evidence: readonly Evidence[],
  t: Translator,
): readonly EvidenceView[] =>
  evidenceLines(report, evidence, t).map(({ source, excerpt, observation }) => ({
    observation: observation?.id ?? null,
    text: excerpt === '' ? source : t.text('report.labelled', { label: source, value: excerpt }),
  }));
