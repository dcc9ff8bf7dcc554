/** The shared words of all packs: what a problem can be about, and the facts that conditions may ask for. */
import { z } from 'zod';
import { list } from '../model/schema-kit.ts';
import { dottedSchema, factDefinitionSchema, packTextSchema, type FactDefinition } from './pack-parts.ts';

const topicSchema = z.strictObject({
  id: dottedSchema,
  name: packTextSchema,
  /** Other names that people give it; packs use the id. */
  aliases: list(dottedSchema).optional(),
});
export type Topic = Readonly<z.infer<typeof topicSchema>>;

export const topicsFileSchema = z.strictObject({
  $schema: z.string().max(300).optional(),
  schemaVersion: z.literal(1),
  topics: list(topicSchema),
});

export const factsFileSchema = z.strictObject({
  $schema: z.string().max(300).optional(),
  schemaVersion: z.literal(1),
  facts: list(factDefinitionSchema),
});

export interface Vocabulary {
  readonly topics: readonly Topic[];
  readonly facts: readonly FactDefinition[];
}

/** The topic that somebody means by its id, the start of ids, or another name; null when there is none. */
export function topicNamed(vocabulary: Vocabulary, given: string): string | null {
  if (isKnownTopic(vocabulary, given)) return given;
  return vocabulary.topics.find(({ aliases }) => aliases?.includes(given))?.id ?? null;
}

/** A topic exists when it, or a topic below it, is listed. */
export const isKnownTopic = ({ topics }: Vocabulary, id: string): boolean =>
  topics.some((topic) => topic.id === id || topic.id.startsWith(`${id}.`));
