/** What is asked of a policy, made ready for its rules, and what has to be asked back. */
import type { MissingFact } from '../model/scope.ts';
import { faultDomainSchema, type FaultDomain } from '../model/vocabulary.ts';
import { operatorOf, testConditions, type Facts } from './conditions.ts';
import { covers, narrowerTopics, PRODUCT_FACT, TIER_FACT, TOPIC_FACT, type Question } from './match-rule.ts';
import type { ProviderPack } from './pack-schema.ts';

export interface ScopeQuestion {
  /** Null when no pack fits the provider: the decision is then `no_policy`. */
  readonly pack: ProviderPack | null;
  readonly product: string | null;
  readonly tier: string | null;
  readonly topic: string;
  readonly rootCause?: string | null | undefined;
  /** Given by the diagnosis; the fact `fault.domain` stands in for it when a person asks the policy alone. */
  readonly faultDomain?: FaultDomain | null | undefined;
  readonly facts: Facts;
  /** When it is asked, RFC 3339: answer times run from here. */
  readonly at: string;
}

/** Topics of the provider's own platform: what is asked about them changes when the cause lies elsewhere. */
const platformTopics = [
  'server',
  'network.provider',
  'dns.server',
  'mail.server',
  'mail.webmail',
  'database.server',
  'ftp.login',
  'ssh.login',
  'panel.access',
];

/** What a policy has to be asked when the thing that failed is not the provider's. */
const topicsElsewhere: Partial<Readonly<Record<FaultDomain, string>>> = {
  customer_device: 'device.customer_computer',
  customer_network: 'network.customer_connection',
  access_provider: 'network.customer_connection',
  internet_path: 'network.internet',
  dns_operator: 'third_party.service',
  mail_operator: 'third_party.service',
  cdn_operator: 'third_party.service',
};

/** "Is a stopped mail service covered?" has another answer when the mail is run by another company. */
function topicToAsk(pack: ProviderPack, topic: string, faultDomain: FaultDomain | null): string {
  const elsewhere = faultDomain === null ? undefined : topicsElsewhere[faultDomain];
  if (faultDomain === null || elsewhere === undefined) return topic;
  if (!platformTopics.some((platform) => covers(platform, topic))) return topic;
  const isSettled = pack.rules.some(
    ({ topics, faultDomains }) =>
      faultDomains?.includes(faultDomain) === true && topics.some((pattern) => covers(pattern, topic)),
  );
  return isSettled ? topic : elsewhere;
}

/** Named, or known by facts that nobody would repeat: an automatic certificate is the automatic plan. */
const isTier = (
  { id, when = [] }: ProviderPack['products'][number]['tiers'][number],
  { tier, facts }: ScopeQuestion,
): boolean => (tier === null ? when.length > 0 && testConditions(when, facts).truth === 'yes' : id === tier);

/** A pack with one product leaves no choice, and a tier that only one product has names that product. */
export function questionOf(pack: ProviderPack, asked: ScopeQuestion): Question {
  const named = pack.products.filter(({ id }) => id === asked.product);
  const fitting =
    asked.tier === null
      ? pack.products
      : pack.products.filter(({ tiers }) => tiers.some(({ id }) => id === asked.tier));
  const [product] = named.length === 1 ? named : fitting.length === 1 ? fitting : [];
  const domain = faultDomainSchema.safeParse(asked.facts['fault.domain']);
  const faultDomain = asked.faultDomain ?? (domain.success ? domain.data : null);
  return {
    product: product?.id ?? null,
    tier: product?.tiers.find((tier) => isTier(tier, asked))?.id ?? null,
    topic: topicToAsk(pack, asked.topic, faultDomain),
    rootCause: asked.rootCause ?? null,
    faultDomain,
    facts: asked.facts,
  };
}

/** Choices of a fact that only the pack's conditions name. */
function valuesInRules(pack: ProviderPack, key: string): readonly string[] {
  const conditions = pack.rules.flatMap(({ when }) => when ?? []).filter(({ fact }) => fact === key);
  const texts = conditions.flatMap((condition) => {
    const operator = operatorOf(condition);
    return operator === undefined ? [] : [condition[operator]].flat();
  });
  return [...new Set(texts.filter((value) => typeof value === 'string'))];
}

function valuesOf(pack: ProviderPack, question: Question, key: string): readonly string[] {
  switch (key) {
    case PRODUCT_FACT:
      return pack.products.map(({ id }) => id);
    case TIER_FACT:
      return (pack.products.find(({ id }) => id === question.product)?.tiers ?? []).map(({ id }) => id);
    case TOPIC_FACT:
      return narrowerTopics(pack.rules, question);
    default:
      return pack.facts.find((fact) => fact.key === key)?.values ?? valuesInRules(pack, key);
  }
}

export function missingFact(
  pack: ProviderPack,
  question: Question,
  key: string,
  affects: MissingFact['affects'],
): MissingFact {
  const known = pack.facts.find((fact) => fact.key === key);
  return { key, question: known?.question ?? {}, values: valuesOf(pack, question, key), affects };
}
