/** Finds the rule that decides, or the facts that are still needed to find it. */
import type { ScopeDecision } from '../model/scope.ts';
import { numberOf, operatorOf, testConditions } from './conditions.ts';
import {
  inReadingOrder,
  isSpecific,
  matchScoped,
  narrowerTopics,
  PRODUCT_FACT,
  TIER_FACT,
  TOPIC_FACT,
  type Question,
} from './match-rule.ts';
import type { Condition } from './pack-parts.ts';
import type { Rule } from './pack-rules.ts';
import type { ProviderPack } from './pack-schema.ts';

export interface Selection {
  /** The rule that decides or, while facts are missing, the first that may. Null when no rule speaks of the question. */
  readonly rule: Rule | null;
  readonly missing: readonly string[];
  /** Every rule that may decide, the sure one last; more than one only while facts are missing. */
  readonly possible: readonly Possible[];
  /** Rules on the same subject that would have decided otherwise and stood back by the reading rule. */
  readonly overruled: readonly Rule[];
}

export interface Possible {
  readonly rule: Rule;
  readonly missing: readonly string[];
}

/** Facts that cannot change the answer are not asked for. */
function agree(possible: readonly Possible[]): boolean {
  const answers = possible.map(({ rule }) =>
    JSON.stringify([rule.decision, rule.responsible, rule.cost ?? null, rule.priority ?? null]),
  );
  return new Set(answers).size === 1;
}

/** The product settles which lists are read at all, so it is asked for alone; other questions may fall away with it. */
function worthAsking(possible: readonly Possible[]): readonly string[] {
  const all = [...new Set(possible.flatMap(({ missing }) => missing))];
  if (all.includes(PRODUCT_FACT)) return [PRODUCT_FACT];
  return all.includes(TIER_FACT) ? [TIER_FACT, ...all.filter((key) => key !== TIER_FACT)] : all;
}

/** Values around every limit that the rules name, or the choices of the fact. */
function sampleValues(
  pack: ProviderPack,
  { product }: Question,
  key: string,
  rules: readonly Rule[],
): readonly string[] {
  if (key === PRODUCT_FACT) return pack.products.map(({ id }) => id);
  if (key === TIER_FACT)
    return (pack.products.find(({ id }) => id === product)?.tiers ?? []).map(({ id }) => id);
  const choices = pack.facts.find((fact) => fact.key === key)?.values ?? [];
  if (choices.length > 0) return choices;
  const limits = rules
    .flatMap(({ when }) => when ?? [])
    .filter(({ fact }) => fact === key)
    .map((condition) => numberOf(String(condition[operatorOf(condition) ?? 'equals'])));
  return limits.flatMap((limit) => (limit === null ? [] : [limit - 1, limit, limit + 1].map(String)));
}

/** More than any policy needs for one fact; a hostile pack would make the search below cubic. */
const MOST_RULES_OF_FACT = 40;
const MOST_SAMPLES = 120;

/** When every answer to one open question is already provided for, rules further down cannot decide any more. */
function isExhausted(pack: ProviderPack, question: Question, possible: readonly Possible[]): boolean {
  const key = possible.at(-1)?.missing[0];
  if (key === undefined) return false;
  const rules = possible
    .filter(({ missing }) => missing.length === 1 && missing[0] === key)
    .map(({ rule }) => rule);
  if (rules.length > MOST_RULES_OF_FACT) return false;
  const samples = sampleValues(pack, question, key, rules);
  if (samples.length > MOST_SAMPLES) return false;
  const holds = (rule: Rule, value: string): boolean => {
    if (key === PRODUCT_FACT) return rule.products?.includes(value) ?? false;
    if (key === TIER_FACT) return rule.tiers?.includes(value) ?? false;
    const conditions = (rule.when ?? []).filter(({ fact }) => fact === key);
    return conditions.length > 0 && testConditions(conditions, { [key]: value }).truth === 'yes';
  };
  return samples.length > 0 && samples.every((value) => rules.some((rule) => holds(rule, value)));
}

/** More than any policy says below one subject. */
const MOST_NARROWER = 60;
const MOST_CITED = 12;

/**
 * A wide subject needs no narrower question when everything below it, and whatever the pack does not name, gets the same
 * answer. The rule read first then speaks for all of them, and cites the others.
 */
function commonRule(pack: ProviderPack, question: Question, rest: Rule): Rule | null {
  const below = narrowerTopics(pack.rules, question);
  const leaves = below.filter((topic) => !below.some((other) => other.startsWith(`${topic}.`)));
  if (leaves.length > MOST_NARROWER) return null;
  const selections = leaves.map((topic) => selectRule(pack, { ...question, topic }));
  if (selections.some(({ missing }) => missing.length > 0)) return null;
  const chosen = new Set([...selections.flatMap(({ rule }) => rule ?? []), rest]);
  if (!agree([...chosen].map((rule) => ({ rule, missing: [] })))) return null;
  const [first = rest, ...others] = pack.rules.filter((rule) => chosen.has(rule));
  const sections = others.filter(({ id }) => id !== rest.id).map((rule) => sectionOf(rule, question.tier));
  return { ...first, alsoSections: [...(first.alsoSections ?? []), ...sections].slice(0, MOST_CITED) };
}

/** A rule further down that says the same for everybody is the better one to cite. */
function exhausted(all: readonly Possible[], possible: readonly Possible[]): Selection {
  const common = all.at(-1);
  const [rule] = (common?.missing.length === 0 && agree([...possible, common]) ? [common] : possible).map(
    (one) => one.rule,
  );
  if (rule !== undefined && agree(possible))
    return { rule, missing: [], possible: [{ rule, missing: [] }], overruled: [] };
  return { rule: possible[0]?.rule ?? null, missing: worthAsking(possible), possible, overruled: [] };
}

export function selectRule(pack: ProviderPack, question: Question): Selection {
  const possible: Possible[] = [];
  const overruled: Rule[] = [];
  let sure: Rule | null = null;
  /** How many of the possible rules there are before every answer is provided for; those after it cannot decide. */
  let enough: number | null = null;
  const matches = new Map(
    pack.rules.flatMap((rule) => {
      const match = matchScoped(rule, question);
      return match === null ? [] : [[rule, match] as const];
    }),
  );
  for (const rule of inReadingOrder([...matches.keys()], question, pack.readingRule.precedence)) {
    const match = matches.get(rule);
    if (match === undefined) continue;
    if (sure !== null) {
      if (match.truth === 'yes' && isSpecific(rule, question) && rule.decision !== sure.decision)
        overruled.push(rule);
      continue;
    }
    possible.push({ rule, missing: match.missing });
    if (match.truth === 'yes') sure = rule;
    else if (enough === null && isExhausted(pack, question, possible)) enough = possible.length;
  }
  if (enough !== null) return exhausted(possible, possible.slice(0, enough));
  // A rule for whatever is left must not answer for a subject of which the pack says more in detail.
  if (sure !== null && !isSpecific(sure, question) && narrowerTopics(pack.rules, question).length > 0) {
    const common = possible.length > 1 ? null : commonRule(pack, question, sure);
    return common === null
      ? { rule: sure, missing: [TOPIC_FACT], possible, overruled: [] }
      : { rule: common, missing: [], possible: [{ rule: common, missing: [] }], overruled: [] };
  }
  if (sure !== null && agree(possible))
    return { rule: sure, missing: [], possible: [{ rule: sure, missing: [] }], overruled };
  return { rule: possible[0]?.rule ?? null, missing: worthAsking(possible), possible, overruled: [] };
}

function conditionText(condition: Condition): string {
  const operator = operatorOf(condition);
  if (operator === undefined) return condition.fact;
  const signs = {
    equals: '=',
    in: '=',
    not: '!=',
    notIn: '!=',
    atLeast: '>=',
    atMost: '<=',
    moreThan: '>',
    lessThan: '<',
  } as const;
  return `${condition.fact}${signs[operator]}${[condition[operator]].flat().join('|')}`;
}

/** What would have to be answered for this rule to decide, as `fact=value`. */
function answersFor({ rule, missing }: Possible): readonly string[] {
  const texts = (rule.when ?? []).filter(({ fact }) => missing.includes(fact)).map(conditionText);
  if (missing.includes(TIER_FACT)) texts.unshift(`${TIER_FACT}=${(rule.tiers ?? []).join('|')}`);
  if (missing.includes(PRODUCT_FACT)) texts.unshift(`${PRODUCT_FACT}=${(rule.products ?? []).join('|')}`);
  return texts;
}

export function sectionOf({ section, sectionByTier = {} }: Rule, tier: string | null): string {
  return tier !== null && Object.hasOwn(sectionByTier, tier) ? (sectionByTier[tier] ?? section) : section;
}

export function outcomesOf({ missing, possible }: Selection, tier: string | null): ScopeDecision['outcomes'] {
  if (missing.length === 0) return [];
  return possible.map((one) => ({
    rule: one.rule.id,
    section: sectionOf(one.rule, tier),
    decision: one.rule.decision,
    when: answersFor(one),
  }));
}
