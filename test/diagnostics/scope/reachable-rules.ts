/** Looks for a question that a given rule decides. A rule that never decides is a mistake in the pack. */
import { decideScope, type ProviderPack, type ScopeQuestion } from '../../../diagnostics/scope/index.ts';
import { library } from './library.ts';

type Rule = ProviderPack['rules'][number];
type Condition = NonNullable<Rule['when']>[number];

/** A value of the fact that makes the condition hold. */
function valueFor(pack: ProviderPack, condition: Condition): string {
  const { equals, in: oneOf, not, notIn, atLeast, atMost, moreThan, lessThan } = condition;
  const excluded = [not, ...(notIn ?? [])];
  const free = pack.facts
    .find(({ key }) => key === condition.fact)
    ?.values.find((value) => !excluded.includes(value));
  const number = atLeast ?? atMost ?? (moreThan === undefined ? (lessThan ?? 0) - 1 : moreThan + 1);
  return (
    equals ?? oneOf?.[0] ?? (excluded.length > 1 || not !== undefined ? free : undefined) ?? String(number)
  );
}

function topicsOf({ topics, rootCauses = [] }: Rule): readonly string[] {
  if (topics.length === 0 && rootCauses.length > 0) return ['unlisted'];
  return library.vocabulary.topics
    .map(({ id }) => id)
    .filter((id) => topics.some((one) => one === '*' || id === one || id.startsWith(`${one}.`)));
}

/** Answers what is asked back, in every way, until the rule decides or nothing is left to ask. */
function decidedBy(rule: Rule, question: ScopeQuestion): boolean {
  const decision = decideScope(question);
  const asked = decision.missingFacts.find(({ affects }) => affects === 'decision');
  if (asked === undefined) return decision.clause?.rule === rule.id;
  if (Object.hasOwn(question.facts, asked.key)) return false;
  const answers = asked.values.length > 0 ? asked.values : ['1', '1000'];
  return answers.some((answer) =>
    decidedBy(rule, { ...question, facts: { ...question.facts, [asked.key]: answer } }),
  );
}

export function decidesSomething(pack: ProviderPack, rule: Rule): boolean {
  const facts = Object.fromEntries(
    (rule.when ?? []).map((condition) => [condition.fact, valueFor(pack, condition)]),
  );
  const products = pack.products.filter(({ id }) => rule.products?.includes(id) ?? true);
  const places = products.flatMap(({ id, tiers }) => [
    ...tiers
      .filter((tier) => rule.tiers?.includes(tier.id) ?? true)
      .map((tier) => ({ product: id, tier: tier.id })),
    ...(rule.tiers === undefined ? [{ product: id, tier: null }] : []),
  ]);
  const question = {
    pack,
    rootCause: rule.rootCauses?.[0],
    faultDomain: rule.faultDomains?.[0],
    facts,
    at: '2025-01-15T12:00:00Z',
  };
  return topicsOf(rule).some((topic) =>
    places.some((place) => decidedBy(rule, { ...question, ...place, topic })),
  );
}
