/** What a start says where `FAULTLINE_RESOURCES` names a folder that cannot be used, in the words of the program's own resources. */
import type { Language } from '../../diagnostics/model/vocabulary.ts';
import { loadCatalogues } from './catalogues.ts';
import { loadPlainTexts } from './plain-texts.ts';
import { findResources } from './resource-paths.ts';

/** What could steer a terminal. The engine's own words for it would bring the whole engine along, before a window stands. */
const steering = /[\p{Cc}\p{Cf}]/gu;

/** Null where the folder can be used, and where none is named. */
export async function resourcesRefusal(env: NodeJS.ProcessEnv, language: Language): Promise<string | null> {
  const path = env['FAULTLINE_RESOURCES'];
  if (!path) return null;
  try {
    await loadCatalogues(path);
    loadPlainTexts(path, language);
    return null;
  } catch {
    const words = loadPlainTexts(findResources({}), language);
    return words('start.unusable_resources', { path: path.replace(steering, '?') });
  }
}
