/** What a provider's policy says about one problem or request. Pure: the same question gets the same answer anywhere. */
import type { Responsible, ScopeDecision } from '../model/scope.ts';
import { sideOf, type FaultDomain } from '../model/vocabulary.ts';
import { answerDue, chooseChannels, choosePriority, promisesFor } from './choose-service.ts';
import { matchScoped, type Question } from './match-rule.ts';
import type { Rule } from './pack-rules.ts';
import type { ProviderPack } from './pack-schema.ts';
import { missingFact, questionOf, type ScopeQuestion } from './question.ts';
import { outcomesOf, sectionOf, selectRule, type Selection } from './select-rule.ts';
import { slaCredit } from './sla-credit.ts';

const nothing = {
  clause: null,
  reading: null,
  conditions: [],
  firstStep: null,
  whoMayAsk: null,
  missingFacts: [],
  outcomes: [],
  cost: null,
  channel: null,
  otherChannels: [],
  priority: null,
  priorityText: null,
  firstAnswerDue: null,
  dueReason: null,
  promises: [],
  slaCredit: null,
} as const;

/** Who acts when the policy does not say: whoever runs the broken part. */
function partyOf(faultDomain: FaultDomain | null): Responsible {
  if (faultDomain === null) return 'unknown';
  const parties = {
    customer: 'customer',
    network_path: 'access_provider',
    provider: 'provider',
    third_party: 'third_party',
    undetermined: 'unknown',
  } as const;
  return parties[sideOf[faultDomain]];
}

/** Somebody wants the provider to do what the policy sells. */
const ORDER_FACT = 'order.paid_work';

/**
 * A policy can move work between provider and customer, so for those two it has the word; a silent one moves nothing.
 * It cannot oblige an access provider, nor make the provider repair a customer's device. A hosting provider is often the
 * registrar as well, and then its policy speaks for the registrar.
 */
function responsibleFor({ decision, responsible }: Rule, { faultDomain, facts }: Question): Responsible {
  // Paid work is nobody's duty until it is ordered.
  if (decision === 'billable' && facts[ORDER_FACT] === 'yes') return 'provider';
  if (faultDomain === null) return responsible;
  if (decision === 'unmentioned') return partyOf(faultDomain);
  const isTakenOn = decision !== 'not_supported';
  if (faultDomain === 'hosting_provider') return responsible;
  if (isTakenOn && (faultDomain === 'customer_configuration' || faultDomain === 'registrar'))
    return responsible;
  return partyOf(faultDomain);
}

function clauseOf(pack: ProviderPack, rule: Rule, tier: string | null): ScopeDecision['clause'] {
  return {
    rule: rule.id,
    section: sectionOf(rule, tier),
    alsoSections: rule.alsoSections ?? [],
    text: rule.text,
    document: pack.document.title,
    version: pack.version,
  };
}

function readingOf(
  pack: ProviderPack,
  { overruled }: Selection,
  tier: string | null,
): ScopeDecision['reading'] {
  if (overruled.length === 0) return null;
  const others = overruled.map((rule) => ({
    rule: rule.id,
    section: sectionOf(rule, tier),
    decision: rule.decision,
  }));
  return { text: pack.readingRule.text, overruled: others };
}

/** `constructor` is a good id too, and no cost of a pack that has none of that name. */
function costOf({ costs }: ProviderPack, { cost }: Rule): ScopeDecision['cost'] {
  if (typeof cost !== 'string') return cost ?? null;
  return Object.hasOwn(costs, cost) ? (costs[cost] ?? null) : null;
}

/** A rule about who may ask stands behind every decision that it could turn, as long as nobody said who asks. */
function guardOf(pack: ProviderPack, question: Question): Rule | undefined {
  return pack.rules.find(
    (rule) =>
      rule.guard === true &&
      rule.whoMayAsk !== undefined &&
      (rule.when ?? []).every(({ fact }) => !Object.hasOwn(question.facts, fact)) &&
      matchScoped({ ...rule, when: [] }, question)?.truth === 'yes',
  );
}

/** Answer times and channels concern only what the provider takes on. */
function serviceOf(pack: ProviderPack, rule: Rule, question: Question, at: string) {
  const [channel = null, ...otherChannels] = chooseChannels(pack, rule, question);
  const channels = { channel, otherChannels };
  if (rule.decision === 'not_supported') return { ...nothing, ...channels, missing: [] };
  const { priority, missing } = choosePriority(pack, rule, question, channel?.id ?? null);
  const sla = pack.sla.find(({ id }) => id === rule.sla);
  const credit = sla === undefined ? null : slaCredit(sla, question.facts);
  return {
    ...nothing,
    ...channels,
    ...answerDue(pack, priority?.response ?? null, at),
    priority: priority?.id ?? null,
    priorityText: priority?.text ?? null,
    promises: promisesFor(pack, question, at),
    slaCredit: credit?.credit ?? null,
    missing: [
      ...missing.map((key) => missingFact(pack, question, key, 'priority')),
      ...(credit?.missing ?? []).map((key) => missingFact(pack, question, key, 'credit')),
    ],
  };
}

export function decideScope(asked: ScopeQuestion): ScopeDecision {
  const { pack, topic, at } = asked;
  if (pack === null) {
    const party = partyOf(asked.faultDomain ?? null);
    return {
      ...nothing,
      decision: 'no_policy',
      responsible: party,
      provider: null,
      product: asked.product,
      tier: asked.tier,
      topic,
    };
  }
  const question = questionOf(pack, asked);
  const { product, tier } = question;
  const selection = selectRule(pack, question);
  const { rule } = selection;
  const about = { provider: pack.id, product, tier, topic };
  if (rule === null)
    return { ...nothing, ...about, decision: 'unmentioned', responsible: partyOf(question.faultDomain) };
  const isOpenQuestion = selection.missing.length > 0;
  const responsibles = new Set(selection.possible.map((one) => responsibleFor(one.rule, question)));
  const [responsible = 'unknown'] = responsibles;
  const { missing, ...service } = serviceOf(pack, rule, question, at);
  const deciding = selection.missing.map((key) => missingFact(pack, question, key, 'decision'));
  return {
    ...service,
    ...about,
    decision: isOpenQuestion ? 'conditional' : rule.decision,
    responsible: responsibles.size === 1 ? responsible : 'unknown',
    clause: clauseOf(pack, rule, tier),
    reading: readingOf(pack, selection, tier),
    whoMayAsk: rule.whoMayAsk ?? guardOf(pack, question)?.whoMayAsk ?? null,
    missingFacts: [...deciding, ...missing.filter(({ key }) => !selection.missing.includes(key))],
    outcomes: outcomesOf(selection, tier),
    // What the first possible rule costs and asks for is not known to apply while a fact is missing.
    ...(isOpenQuestion
      ? {}
      : { conditions: rule.conditions ?? [], firstStep: rule.firstStep ?? null, cost: costOf(pack, rule) }),
  };
}
