/** A report with answers that the person gives for a ticket: swept like everything typed, and the policy asked again where they decide. */
import type { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import { redactReport } from '../report/redact/redact.ts';
import { decideScope } from '../scope/decide-scope.ts';
import type { ProviderPack } from '../scope/pack-schema.ts';

export function withAnswers(
  report: Report,
  answers: Readonly<Record<string, string>>,
  pack: ProviderPack | null,
): Report {
  const given = Object.entries(answers).filter(([, value]) => value.trim() !== '');
  if (given.length === 0) return report;
  const facts = { ...report.request.facts, ...Object.fromEntries(given) };
  const decides = pack !== null && given.some(([key]) => !key.startsWith('ticket.'));
  const problems = decides
    ? report.problems.map((problem) => decidedAgain(problem, report, pack, facts))
    : report.problems;
  return redactReport({ ...report, problems, request: { ...report.request, facts } });
}

const decidedAgain = (
  problem: Problem,
  { request, finishedAt }: Report,
  pack: ProviderPack,
  facts: Report['request']['facts'],
): Problem => ({
  ...problem,
  scope: decideScope({
    pack,
    product: request.product,
    tier: request.tier,
    topic: problem.topic,
    rootCause: problem.rootCause,
    faultDomain: problem.faultDomain,
    facts,
    at: finishedAt,
  }),
});
