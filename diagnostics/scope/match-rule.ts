/** Which rules of a pack speak of a question, and in which order they are to be read. */
import type { FaultDomain } from '../model/vocabulary.ts';
import { testConditions, type Facts, type Truth } from './conditions.ts';
import type { Condition } from './pack-parts.ts';
import type { Precedence, Rule } from './pack-rules.ts';

/** Facts that every question has: asked for like any other when a rule depends on them. */
export const PRODUCT_FACT = 'product';
export const TIER_FACT = 'tier';
export const TOPIC_FACT = 'topic';

export interface Question {
  readonly product: string | null;
  readonly tier: string | null;
  readonly topic: string;
  readonly rootCause: string | null;
  readonly faultDomain: FaultDomain | null;
  readonly facts: Facts;
}

/** The parts of a rule, priority, channel or promise that narrow it to some questions. */
export interface Scoped {
  readonly topics?: readonly string[] | undefined;
  readonly rootCauses?: readonly string[] | undefined;
  readonly products?: readonly string[] | undefined;
  readonly tiers?: readonly string[] | undefined;
  readonly faultDomains?: readonly FaultDomain[] | undefined;
  readonly when?: readonly Condition[] | undefined;
}

export interface Match {
  readonly truth: Exclude<Truth, 'no'>;
  readonly missing: readonly string[];
}

export const covers = (pattern: string, topic: string): boolean =>
  pattern === '*' || topic === pattern || topic.startsWith(`${pattern}.`);

const depthOf = (pattern: string): number => (pattern === '*' ? 0 : pattern.split('.').length);

function isAbout({ topics, rootCauses }: Scoped, question: Question): boolean {
  if (topics === undefined && rootCauses === undefined) return true;
  return (
    (topics ?? []).some((pattern) => covers(pattern, question.topic)) ||
    namesRootCause({ rootCauses }, question)
  );
}

/** Null when the rule says nothing about the question. */
export function matchScoped(scoped: Scoped, question: Question): Match | null {
  if (!isAbout(scoped, question)) return null;
  if (scoped.faultDomains !== undefined) {
    // The diagnosis gives the fault domain; a person is never asked for it.
    if (question.faultDomain === null || !scoped.faultDomains.includes(question.faultDomain)) return null;
  }
  const missing: string[] = [];
  for (const [allowed, value, key] of [
    [scoped.products, question.product, PRODUCT_FACT],
    [scoped.tiers, question.tier, TIER_FACT],
  ] as const) {
    if (allowed === undefined) continue;
    if (value === null) missing.push(key);
    else if (!allowed.includes(value)) return null;
  }
  const { truth, missing: facts } = testConditions(scoped.when ?? [], question.facts);
  if (truth === 'no') return null;
  const all = [...missing, ...facts];
  return { truth: all.length > 0 ? 'unknown' : 'yes', missing: all };
}

const namesRootCause = ({ rootCauses }: Scoped, { rootCause }: Question): boolean =>
  rootCause !== null && (rootCauses ?? []).includes(rootCause);

/** How closely a rule fits, by one criterion of the reading rule. */
function closeness(rule: Rule, question: Question, criterion: Precedence): number {
  switch (criterion) {
    case 'cause':
      if (namesRootCause(rule, question)) return 2;
      return rule.faultDomains === undefined ? 0 : 1;
    case 'topic':
      return Math.max(0, ...rule.topics.filter((pattern) => covers(pattern, question.topic)).map(depthOf));
    case 'product':
      return rule.products === undefined ? 0 : 1;
    case 'tier':
      return rule.tiers === undefined ? 0 : 1;
  }
}

/** Rules in the order in which the pack's reading rule wants them; `sort` is stable, so ties keep the written order. */
export function inReadingOrder(
  rules: readonly Rule[],
  question: Question,
  precedence: readonly Precedence[],
): readonly Rule[] {
  return [...rules].sort((a, b) => {
    if (a.guard !== b.guard) return a.guard === true ? -1 : 1;
    for (const criterion of precedence) {
      const difference = closeness(b, question, criterion) - closeness(a, question, criterion);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

/** Topics below the asked one that rules speak of: `tls` is too wide a question for a pack that tells certificates apart. */
export function narrowerTopics(rules: readonly Rule[], { topic, product }: Question): readonly string[] {
  const fitting = rules.filter(({ products }) => product === null || (products?.includes(product) ?? true));
  const below = fitting.flatMap(({ topics }) => topics.filter((pattern) => pattern.startsWith(`${topic}.`)));
  return [...new Set(below)].sort();
}

/** Does the rule speak of the subject itself, rather than catch whatever is left? */
export const isSpecific = (rule: Rule, question: Question): boolean =>
  closeness(rule, question, 'topic') > 0 || namesRootCause(rule, question);
