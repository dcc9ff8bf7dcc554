/** One provider pack: what it knows of the provider, and every rule with its clause. */
import { packRows } from '../../services/pack-rows.ts';
import {
  describePack,
  inertLine,
  type ProviderPack,
  type Translator,
  type Vocabulary,
} from '../../../diagnostics/index.ts';
import type { ProviderView } from '../../contract/views.ts';

export const providerView = (
  pack: ProviderPack,
  vocabulary: Vocabulary,
  isOwn: boolean,
  t: Translator,
): ProviderView => ({
  id: pack.id,
  name: inertLine(pack.name),
  version: inertLine(pack.version),
  isOwn,
  rows: packRows(describePack(pack, vocabulary), t),
  rules: pack.rules.map(({ id, topics, decision, text, section }) => ({
    id,
    topics: topics.map((topic) => topicName(topic, vocabulary, t)),
    decision,
    decisionText: t.text(`report.decision.${decision}`),
    clause: t.localized(text),
    section: inertLine(section),
  })),
});

const topicName = (topic: string, { topics }: Vocabulary, t: Translator): string => {
  const known = topics.find(({ id }) => id === topic);
  return known === undefined ? inertLine(topic) : t.localized(known.name);
};
