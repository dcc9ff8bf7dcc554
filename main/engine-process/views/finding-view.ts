/** Everything that was looked at, by service: five outcomes, none of them a guess. */
import { areas, areasOf, inertLine, type Translator } from '../../../diagnostics/index.ts';
import { findingId, type Finding } from '../../../diagnostics/model/finding.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import type { FindingGroupView, FindingView } from '../../contract/views.ts';
import { evidenceViews } from './evidence-view.ts';

export function findingGroups(report: Report, t: Translator): readonly FindingGroupView[] {
  const areaOf = areasOf(report);
  return areas.flatMap((area) => {
    const findings = report.findings.filter((finding) => areaOf(finding) === area);
    return findings.length === 0
      ? []
      : [
          {
            area,
            label: t.text(`report.area.${area}`),
            findings: findings.map((finding) => findingView(report, finding, t)),
          },
        ];
  });
}

const findingView = (report: Report, finding: Finding, t: Translator): FindingView => ({
  id: findingId(finding),
  outcome: finding.outcome,
  outcomeText: t.text(`report.outcome.${finding.outcome}`),
  level: finding.level,
  text: t(finding.message),
  subject: inertLine(finding.subject),
  evidence: evidenceViews(report, finding.evidence, t),
});
