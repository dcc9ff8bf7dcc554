/** The packs that ship, read once per test file, and small ways to build questions. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  decideScope,
  loadPacks,
  type ProviderPack,
  type ScopeQuestion,
} from '../../../diagnostics/scope/index.ts';
import type { ScopeDecision } from '../../../diagnostics/model/scope.ts';

const at = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
export const providersDirectory = at('resources/providers');
export const fixturesDirectory = at('test/fixtures/packs');
export const policyItemsDirectory = at('test/fixtures/policy-items');
export const policyQuestionsDirectory = at('test/fixtures/policy-questions');
export const localesDirectory = at('resources/locales');
export const scopeDirectory = at('diagnostics/scope');

export const library = await loadPacks(providersDirectory);

export function packOf(id: string): ProviderPack {
  const pack = library.packs.find((one) => one.id === id);
  if (pack === undefined) throw new Error(`no pack ${id}`);
  return pack;
}

/** Asks one of the shipped packs; everything but provider and topic has a default. */
export function ask(
  provider: string,
  topic: string,
  question: Partial<Omit<ScopeQuestion, 'pack' | 'topic'>> = {},
): ScopeDecision {
  return decideScope({
    pack: packOf(provider),
    product: null,
    tier: null,
    facts: {},
    at: '2025-01-15T12:00:00Z',
    ...question,
    topic,
  });
}

export const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));
