/** What the engine needs to know before it starts: the public internet, the provider packs, the levels of the checks. */
import { join } from 'node:path';
import {
  completePack,
  loadLevels,
  loadNetworkData,
  loadPacks,
  parsePack,
  type Levels,
  type ProviderLibrary,
  type ProviderPack,
} from '../../diagnostics/index.ts';
import { message, type Message } from '../../diagnostics/model/message.ts';
import type { NetworkData } from '../../diagnostics/model/network-data.ts';
import { readBounded } from './read-bounded.ts';
import { fileError } from './file-error.ts';

type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Message };

export const loadLibrary = (resources: string): Promise<ProviderLibrary> =>
  loadPacks(join(resources, 'providers'));

export interface PackSet {
  readonly library: ProviderLibrary;
  readonly packs: readonly ProviderPack[];
}

/** Packs given by file come first and replace the shipped ones of the same id. */
export async function loadPackSet(resources: string, files: readonly string[]): Promise<Result<PackSet>> {
  const library = await loadLibrary(resources);
  const own: ProviderPack[] = [];
  for (const file of files) {
    const text = await readText(file);
    if (!text.ok) return text;
    const parsed = parsePack(text.value);
    if (!parsed.ok) {
      return {
        ok: false,
        error: message('cli.error.bad_pack', { file: file.slice(0, 500), count: parsed.problems.length }),
      };
    }
    own.push(completePack(parsed.pack, library.vocabulary));
  }
  const ids = new Set(own.map(({ id }) => id));
  return { ok: true, value: { library, packs: [...own, ...library.packs.filter(({ id }) => !ids.has(id))] } };
}

export interface Knowledge extends PackSet {
  readonly levels: Levels;
}

export async function loadKnowledge(
  resources: string,
  packFiles: readonly string[],
): Promise<Result<Knowledge>> {
  const [set, levels] = await Promise.all([loadPackSet(resources, packFiles), loadLevels(resources)]);
  return set.ok ? { ok: true, value: { ...set.value, levels } } : set;
}

/**
 * The installed packs, and the one that came with a report when no installed pack has its id: what is installed may be newer.
 * A pack that does not parse is left out, as if the report had none.
 */
export function withReportPack({ packs, library }: PackSet, text: string | null): readonly ProviderPack[] {
  const parsed = text === null ? null : parsePack(text);
  if (parsed?.ok !== true || packs.some(({ id }) => id === parsed.pack.id)) return packs;
  return [...packs, completePack(parsed.pack, library.vocabulary)];
}

export async function loadNetwork(resources: string, file: string | undefined): Promise<Result<NetworkData>> {
  const loaded = await loadNetworkData(resources, file);
  return loaded.ok ? { ok: true, value: loaded.data } : loaded;
}

const MAX_TEXT = 16 * 1024 * 1024;

export async function readText(file: string): Promise<Result<string>> {
  try {
    const bytes = await readBounded(file, MAX_TEXT);
    if (bytes === null)
      return { ok: false, error: message('cli.file.too_large', { file: file.slice(0, 500) }) };
    return { ok: true, value: bytes.toString('utf8') };
  } catch (error) {
    return { ok: false, error: fileError(file, error) };
  }
}
