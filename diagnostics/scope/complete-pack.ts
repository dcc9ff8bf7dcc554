/** Gives a pack the shared facts, so that a decision needs nothing but the pack. */
import type { ProviderPack } from './pack-schema.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The pack's own definition of a fact goes before the shared one. */
export function completePack(pack: ProviderPack, { facts }: Vocabulary): ProviderPack {
  const own = new Set(pack.facts.map(({ key }) => key));
  return { ...pack, facts: [...pack.facts, ...facts.filter(({ key }) => !own.has(key))] };
}
