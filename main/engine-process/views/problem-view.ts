/** One problem in words, with what the policy says of it and what would make it surer. */
import {
  confidenceText,
  phoneCodeOf,
  scopeRows,
  ticketKind,
  type Translator,
} from '../../../diagnostics/index.ts';
import type { Problem } from '../../../diagnostics/model/problem.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import { inertLine } from '../../../diagnostics/index.ts';
import type { ProblemView } from '../../contract/views.ts';
import { evidenceViews } from './evidence-view.ts';
import { surerViews } from './surer-view.ts';

export function problemView(report: Report, problem: Problem, index: number, t: Translator): ProblemView {
  const { rule, rootCause, side, faultDomain, confidence, scope } = problem;
  const because = (excluded: boolean): readonly string[] => [
    ...new Set(
      problem.rivals.filter((rival) => rival.excluded === excluded).map((rival) => t(rival.because)),
    ),
  ];
  return {
    index,
    rule,
    rootCause,
    side,
    faultDomain,
    confidence,
    headline: t(problem.headline),
    phoneCode: phoneCodeOf(problem) ?? '',
    subject: inertLine(problem.subject),
    sideText: t.text(`report.side.${faultDomain}`),
    confidenceText: confidenceText(problem, t),
    reason: t(problem.reason),
    nextStep: t(problem.nextStep),
    limits: t(problem.limits),
    decision: scope.decision,
    decisionText: t.text(`report.decision.${scope.decision}`),
    scope: scopeRows(scope, t),
    evidence: evidenceViews(report, problem.evidence, t),
    against: evidenceViews(report, problem.evidenceAgainst, t),
    excluded: because(true),
    open: because(false),
    surer: surerViews(report, problem, t),
    ticketKind: ticketKind(problem),
    findings: problem.symptoms,
  };
}
