/** Reads `resources/providers`: the shared vocabulary and one pack a file. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { message } from '../model/message.ts';
import { completePack } from './complete-pack.ts';
import { parsePack, type PackProblem } from './lint-pack.ts';
import type { ProviderPack } from './pack-schema.ts';
import { factsFileSchema, topicsFileSchema, type Vocabulary } from './vocabulary.ts';

const TOPICS_FILE = 'topics.json';
const FACTS_FILE = 'facts.json';

export interface ProviderLibrary {
  readonly vocabulary: Vocabulary;
  /** Sorted by id. */
  readonly packs: readonly ProviderPack[];
  /** Files that could not be used: one bad pack must not take the others down. */
  readonly problems: readonly { readonly file: string; readonly problems: readonly PackProblem[] }[];
}

/** The shared files ship with the program: a mistake in them is ours, so it throws. */
export async function loadVocabulary(directory: string): Promise<Vocabulary> {
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(path.join(directory, name), 'utf8'));
  const [topics, facts] = await Promise.all([read(TOPICS_FILE), read(FACTS_FILE)]);
  return { topics: topicsFileSchema.parse(topics).topics, facts: factsFileSchema.parse(facts).facts };
}

async function loadPack(directory: string, file: string) {
  const parsed = parsePack(await readFile(path.join(directory, file), 'utf8'));
  if (!parsed.ok) return { file, problems: parsed.problems };
  const id = path.basename(file, '.json');
  if (parsed.pack.id === id) return { file, pack: parsed.pack, problems: [] };
  return {
    file,
    problems: [{ path: '/id', ...message('scope.lint.fileName', { id: parsed.pack.id, file }) }],
  };
}

export async function loadPacks(directory: string): Promise<ProviderLibrary> {
  const files = (await readdir(directory)).filter(
    (name) => name.endsWith('.json') && name !== TOPICS_FILE && name !== FACTS_FILE,
  );
  const [vocabulary, ...loaded] = await Promise.all([
    loadVocabulary(directory),
    ...files.sort().map((file) => loadPack(directory, file)),
  ]);
  return {
    vocabulary,
    packs: loaded.flatMap(({ pack }) => (pack === undefined ? [] : [completePack(pack, vocabulary)])),
    problems: loaded
      .filter(({ problems }) => problems.length > 0)
      .map(({ file, problems }) => ({ file, problems })),
  };
}
