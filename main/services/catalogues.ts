/** Reads all locale files: `resources/locales/<area>.<language>.json`, flat objects of key to ICU pattern. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { languages, type Language } from '../../diagnostics/model/vocabulary.ts';
import type { Catalogue, Catalogues } from '../../diagnostics/index.ts';

const localeFile = /^[a-z][a-z0-9-]*\.(en|fr|nl)\.json$/u;

export async function loadCatalogues(resources: string): Promise<Catalogues> {
  const folder = join(resources, 'locales');
  const names = (await readdir(folder)).filter((name) => localeFile.test(name)).sort();
  if (names.length === 0) throw new Error(`${folder} holds no texts`);
  const files = await Promise.all(
    names.map(async (name) => ({
      language: localeFile.exec(name)?.[1] as Language,
      texts: JSON.parse(await readFile(join(folder, name), 'utf8')) as Catalogue,
    })),
  );
  const of = (language: Language): Catalogue =>
    Object.assign(
      {},
      ...files.filter((file) => file.language === language).map((file) => file.texts),
    ) as Catalogue;
  const [en, fr, nl] = languages.map(of);
  return { en: en ?? {}, fr: fr ?? {}, nl: nl ?? {} };
}
