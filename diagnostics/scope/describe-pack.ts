/** What `faultline provider list` and `show` print. */
import type { ScopeDecision } from '../model/scope.ts';
import type { FactDefinition, PackText } from './pack-parts.ts';
import { covers } from './match-rule.ts';
import type { ProviderPack } from './pack-schema.ts';
import type { Topic, Vocabulary } from './vocabulary.ts';

export interface PackListing {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly document: string;
  readonly language: string;
  readonly products: readonly string[];
  readonly rules: number;
  readonly examples: number;
}

export function listPacks(packs: readonly ProviderPack[]): readonly PackListing[] {
  return packs.map(({ id, name, version, document, products, rules, examples }) => ({
    id,
    name,
    version,
    document: document.title,
    language: document.language,
    products: products.map((product) => product.id),
    rules: rules.length,
    examples: examples.length,
  }));
}

export interface TopicRules {
  readonly topic: Topic;
  /** Rules that speak of the topic or of one around it; the catch-all rules are left out. */
  readonly rules: readonly {
    readonly id: string;
    readonly section: string;
    readonly decision: ScopeDecision['decision'];
  }[];
}

export interface PackDescription extends PackListing {
  readonly source: ProviderPack['document'];
  readonly identity: ProviderPack['identity'];
  readonly recommendedSettings: ProviderPack['recommendedSettings'];
  readonly productList: ProviderPack['products'];
  readonly channels: ProviderPack['channels'];
  readonly hours: ProviderPack['hours'];
  readonly priorities: ProviderPack['priorities'];
  readonly promises: ProviderPack['promises'];
  readonly sla: ProviderPack['sla'];
  readonly ticket: ProviderPack['ticket'];
  readonly reportRecipient: string | null;
  readonly costs: ProviderPack['costs'];
  readonly definitions: ProviderPack['definitions'];
  readonly readingRule: PackText;
  /** Facts that its conditions ask for. */
  readonly facts: readonly FactDefinition[];
  readonly topics: readonly TopicRules[];
}

function factsInUse(pack: ProviderPack): readonly FactDefinition[] {
  const conditions = [...pack.rules, ...pack.priorities].flatMap(({ when }) => when ?? []);
  const keys = new Set([
    ...conditions.map(({ fact }) => fact),
    ...pack.sla.flatMap(({ facts }) => Object.values(facts)),
  ]);
  return pack.facts.filter(({ key }) => keys.has(key));
}

function topicRules(pack: ProviderPack, topic: Topic): TopicRules {
  const about = pack.rules.filter(({ topics }) =>
    topics.some((pattern) => pattern !== '*' && covers(pattern, topic.id)),
  );
  return { topic, rules: about.map(({ id, section, decision }) => ({ id, section, decision })) };
}

export function describePack(pack: ProviderPack, { topics }: Vocabulary): PackDescription {
  const {
    document,
    identity,
    recommendedSettings,
    products,
    channels,
    hours,
    priorities,
    promises,
    sla,
    ticket,
    costs,
    definitions,
  } = pack;
  const [listing] = listPacks([pack]);
  if (listing === undefined) throw new Error('one pack has one listing');
  return {
    ...listing,
    source: document,
    identity,
    recommendedSettings,
    productList: products,
    channels,
    hours,
    priorities,
    promises,
    sla,
    ticket,
    costs,
    definitions,
    reportRecipient: pack.reportRecipient ?? null,
    readingRule: pack.readingRule.text,
    facts: factsInUse(pack),
    topics: topics.map((topic) => topicRules(pack, topic)),
  };
}
