/** Work on one history from one process: pieces that come at about the same time share a turn, so that a batch does not write a thousand times. */
import { inTurn, deleteDatabase, type Database, type DatabaseOptions } from './database.ts';

export interface HistoryFile {
  readonly file: string;
  /** The piece of work as one transaction with whatever else waits; it may be done twice, when the first try was taken back. */
  readonly perform: <T>(work: (database: Database) => T) => Promise<T>;
  /** Takes the file away, after what waits. */
  delete(): Promise<void>;
}

interface Piece {
  readonly work: (database: Database) => unknown;
  readonly done: (value: unknown) => void;
  readonly failed: (error: unknown) => void;
}

/** Opening and closing costs some 15 ms and blocks: not more often than this. */
const GATHER_MS = 100;

export function openHistoryFile(options: DatabaseOptions): HistoryFile {
  let waiting: Piece[] = [];
  let isUnderWay = false;
  let lastEnd = Number.NEGATIVE_INFINITY;

  const together = async (pieces: readonly Piece[]): Promise<void> => {
    try {
      const values = await inTurn(options, (database) => pieces.map(({ work }) => work(database)));
      pieces.forEach((piece, index) => piece.done(values[index]));
    } catch (error) {
      const [only, ...others] = pieces;
      if (only !== undefined && others.length === 0) only.failed(error);
      // One of them failed, and none counts: each for itself, then.
      else for (const piece of pieces) await together([piece]);
    }
  };
  const goOn = async (): Promise<void> => {
    if (isUnderWay) return;
    isUnderWay = true;
    while (waiting.length > 0) {
      const pause = lastEnd + GATHER_MS - performance.now();
      await new Promise<void>((resume) => (pause > 0 ? setTimeout(resume, pause) : setImmediate(resume)));
      const pieces = waiting;
      waiting = [];
      await together(pieces);
      lastEnd = performance.now();
    }
    isUnderWay = false;
  };

  const { file } = options;
  const perform: HistoryFile['perform'] = (work) =>
    new Promise((done, failed) => {
      waiting.push({ work, done: done as (value: unknown) => void, failed });
      void goOn();
    });
  return {
    file,
    perform,
    delete: async () => {
      await deleteDatabase(options);
    },
  };
}
