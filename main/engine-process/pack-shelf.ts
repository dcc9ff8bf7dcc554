/** Provider packs as the app uses them: those that ship, the demo's own, and those that the person brought, one file each in `packs/`. */
import { mkdir, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { lintPack, parsePack, type Translator } from '../../diagnostics/index.ts';
import { writeAtomically } from '../services/file-writer.ts';
import { demoPackFile } from '../services/demo-run.ts';
import { loadKnowledge, readText, type Knowledge } from '../services/knowledge.ts';
import { accepted, refusal } from '../services/said-error.ts';
import type { EngineContext } from './context.ts';

export interface PackShelf {
  /** For a demo also the demo's provider, which is as made up as its customer. */
  knowledge(isDemo: boolean): Promise<Knowledge>;
  isOwn(id: string): Promise<boolean>;
  /** Takes a copy of a valid pack and returns its id. */
  import(file: string, t: Translator): Promise<string>;
  remove(id: string): Promise<void>;
  clear(): Promise<void>;
}

const packFile = /^[a-z0-9][a-z0-9-]{0,99}\.json$/u;

export function createPackShelf({ folder, resources }: EngineContext): PackShelf {
  const packs = join(folder, 'packs');
  let known: Promise<Knowledge> | null = null;
  let demo: Promise<Knowledge> | null = null;

  const ownFiles = async (): Promise<readonly string[]> => {
    try {
      return (await readdir(packs)).filter((name) => packFile.test(name)).map((name) => join(packs, name));
    } catch {
      return [];
    }
  };
  const load = async (extra: readonly string[]): Promise<Knowledge> => {
    const usable: string[] = [];
    for (const file of await ownFiles()) if (await isUsable(file)) usable.push(file);
    return accepted(await loadKnowledge(resources, [...extra, ...usable]));
  };
  const forget = (): void => {
    known = null;
    demo = null;
  };
  const ownIds = async (): Promise<readonly string[]> => (await ownFiles()).map(idOf);

  return {
    knowledge: (isDemo) => (isDemo ? (demo ??= load([demoPackFile(resources)])) : (known ??= load([]))),
    isOwn: async (id) => (await ownIds()).includes(id),
    import: async (file, t) => {
      const text = accepted(await readText(file));
      const { library } = await (known ??= load([]));
      const { problems } = lintPack(text, library.vocabulary);
      const parsed = parsePack(text);
      if (problems.length > 0 || !parsed.ok) {
        const [first] = parsed.ok ? problems : [...problems, ...parsed.problems];
        throw refusal('app.error.bad_pack', {
          count: problems.length,
          line: first?.line ?? 1,
          problem: first === undefined ? '' : t({ key: first.key, values: first.values }),
        });
      }
      const { id } = parsed.pack;
      if (!packFile.test(`${id}.json`)) throw refusal('app.error.bad_pack_id', { id: id.slice(0, 100) });
      await mkdir(packs, { recursive: true });
      await writeAtomically(join(packs, `${id}.json`), text);
      forget();
      return id;
    },
    remove: async (id) => {
      if (!(await ownIds()).includes(id)) throw refusal('app.error.not_own_pack');
      await unlink(join(packs, `${id}.json`));
      forget();
    },
    clear: async () => {
      for (const file of await ownFiles()) await unlink(file);
      forget();
    },
  };
}

const idOf = (file: string): string => /([^\\/]+)\.json$/u.exec(file)?.[1] ?? '';

/** A file that was spoilt since its import takes nothing else down. */
async function isUsable(file: string): Promise<boolean> {
  const text = await readText(file);
  return text.ok && parsePack(text.value).ok;
}
