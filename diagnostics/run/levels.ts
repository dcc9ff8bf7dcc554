/** Reads `resources/levels.json`: how much a failed check weighs, apart from the code that checks. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { levelSchema } from '../model/vocabulary.ts';
import type { Levels } from '../checks/evaluate.ts';

const levelsSchema = z.record(z.string(), levelSchema);

export async function loadLevels(resourcesDir: string): Promise<Levels> {
  return levelsSchema.parse(JSON.parse(await readFile(join(resourcesDir, 'levels.json'), 'utf8')));
}
