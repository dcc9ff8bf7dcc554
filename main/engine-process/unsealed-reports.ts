/** Sealed reports that are open: in memory alone, and the one that was opened longest ago is closed first. */
import type { OpenedFile } from '../services/report-files.ts';

type Unsealed = Pick<OpenedFile, 'report' | 'pack' | 'manifest'>;

export interface UnsealedReports {
  get(id: string): Unsealed | undefined;
  set(id: string, opened: Unsealed): void;
  delete(id: string): void;
  readonly clear: () => void;
}

const AT_MOST = 8;

export function createUnsealedReports(): UnsealedReports {
  const open = new Map<string, Unsealed>();
  return {
    get: (id) => open.get(id),
    set: (id, { report, pack, manifest }) => {
      open.delete(id);
      open.set(id, { report, pack, manifest });
      for (const oldest of [...open.keys()].slice(0, -AT_MOST)) open.delete(oldest);
    },
    delete: (id) => void open.delete(id),
    clear: () => open.clear(),
  };
}
