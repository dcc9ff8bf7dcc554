/**
 * Findings to problems. Rules are asked in the order of the layers (seat, DNS, TCP, TLS, application); what an earlier rule explains
 * is hidden from later ones, so that the first broken layer speaks and its consequences do not (law 3).
 */
import type { Finding } from '../model/finding.ts';
import type { Attribution } from '../model/problem.ts';
import type { Facts } from '../model/view/facts.ts';
import { isAnswered } from '../model/view/statements.ts';
import { vantageOf } from '../model/view/vantage.ts';
import { createRuleWorld, type RuleWorld } from './rule-world.ts';
import { rules } from './rules/index.ts';
import type { Match, Rule } from './rule.ts';
import { toAttribution } from './weigh.ts';
import { foremostFirst, foremostOf } from './foremost.ts';
import { rankProblems } from './rank.ts';

/** Hears of a rule that crashed. Its findings stay open, so that at worst they are told as unexplained. */
export type OnCrash = (rule: Rule, error: unknown) => void;

/** A crashing rule costs its own verdict, never the run. */
function matchesOf(rule: Rule, world: RuleWorld, onCrash: OnCrash | undefined): readonly Match[] {
  try {
    return rule.match(world);
  } catch (error) {
    onCrash?.(rule, error);
    return [];
  }
}

const withOpenQuestions = (match: Match, facts: Facts): Match => ({
  ...match,
  questions: (match.questions ?? []).filter((id) => !isAnswered(facts, id)),
});

export function attribute(
  facts: Facts,
  findings: readonly Finding[],
  catalogue: readonly Rule[] = rules,
  onCrash?: OnCrash,
): readonly Attribution[] {
  const explained = new Set<Finding>();
  const stamps = vantageOf(facts).stamps;
  const foremost = foremostOf(facts);
  const problems: Attribution[] = [];
  for (const rule of catalogue) {
    for (const match of matchesOf(rule, createRuleWorld(facts, findings, explained), onCrash)) {
      for (const finding of match.explains) explained.add(finding);
      problems.push(toAttribution(rule, foremostFirst(withOpenQuestions(match, facts), foremost), stamps));
    }
  }
  return rankProblems(problems, facts.request.symptom, foremost);
}
