/**
 * Which list was gone through last, and whether to its end: what can be gone on with after a crash, and what a schedule repeats. The list is
 * copied, so that it is there when the file has been moved since.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { timestamp } from '../../../diagnostics/model/schema-kit.ts';
import { columnChoiceSchema } from '../../contract/board.ts';
import { writeAtomically } from '../../services/file-writer.ts';

const latestSchema = z.object({
  schemaVersion: z.literal(1),
  /** Where the person chose it. */
  path: z.string().max(4_096),
  name: z.string().max(300),
  columns: columnChoiceSchema,
  startedAt: timestamp,
  total: z.int().nonnegative(),
  /** Null while it is under way, and after a crash. */
  ending: z.enum(['completed', 'cancelled', 'offline', 'failed']).nullable(),
});
export type LatestBatch = Readonly<z.infer<typeof latestSchema>>;

export interface LatestBatchFile {
  /** Where journals and the copy of the list lie. */
  readonly folder: string;
  readonly copy: string;
  load(): Promise<LatestBatch | null>;
  save(latest: LatestBatch): Promise<void>;
  clear(): Promise<void>;
}

export function latestBatchFile(userData: string): LatestBatchFile {
  const folder = join(userData, 'batches');
  const file = join(folder, 'latest.json');
  return {
    folder,
    copy: join(folder, 'list.csv'),
    load: async () => {
      try {
        const read = latestSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
        return read.success ? read.data : null;
      } catch {
        return null;
      }
    },
    save: async (latest) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeAtomically(file, JSON.stringify(latest));
    },
    clear: () => rm(folder, { recursive: true, force: true }),
  };
}
