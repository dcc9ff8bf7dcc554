/** The app's list of its report files, in the store of the history: what stands in it is the caller's, kept as JSON. */
import type { HistoryFile } from './history-file.ts';

interface ListedReport {
  readonly id: string;
  readonly startedAt: string;
}

export interface ReportList {
  entries(): Promise<readonly unknown[]>;
  /** Both in one step. */
  change(set: readonly ListedReport[], remove: readonly string[]): Promise<void>;
}

export const createReportList = ({ perform }: HistoryFile): ReportList => ({
  entries: () =>
    perform((database) =>
      database
        .all('SELECT entry FROM reports ORDER BY started_at')
        .map(({ entry }) => JSON.parse(String(entry)) as unknown),
    ),
  change: async (set, remove) => {
    if (set.length + remove.length === 0) return;
    await perform((database) => {
      for (const id of remove) database.run('DELETE FROM reports WHERE id = ?', [id]);
      for (const entry of set)
        database.run(
          `INSERT INTO reports (id, started_at, entry) VALUES (?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET started_at = excluded.started_at, entry = excluded.entry`,
          [entry.id, entry.startedAt, JSON.stringify(entry)],
        );
    });
  },
});
