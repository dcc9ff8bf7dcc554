/** After a batch of the app, slowly and in the background: the registries are asked when registrations end, unless the person wants otherwise. */
import type { BoardPush } from '../../contract/board.ts';
import { askRegistrations } from '../../services/batch/registrations.ts';
import type { Client } from '../../services/batch/read-clients.ts';
import { loadSettings } from '../../services/settings-store.ts';
import type { BoardKeeper, BoardParts } from './handlers.ts';

export interface Afterwards {
  readonly parts: Pick<BoardParts, 'context'>;
  readonly keeper: Pick<BoardKeeper, 'forget'>;
  readonly clients: readonly Client[];
  readonly push: (push: BoardPush) => void;
  /** The next batch, or the end of everything. */
  readonly signal: AbortSignal;
}

/** Answers after which the calendar is drawn anew. */
const SHOWN_EVERY = 30;

/** Never rejects: what could not be asked is asked after the next batch. */
export async function askAfterwards({ parts, keeper, clients, push, signal }: Afterwards): Promise<void> {
  const { engine, folder, history } = parts.context;
  const show = (): void => {
    keeper.forget();
    push({ type: 'changed' });
  };
  try {
    if (!(await loadSettings(folder)).registrations || signal.aborted) return;
    const networkData = await parts.context.networkData();
    const { registrations } = history;
    const onAnswer = (done: number): void => {
      if (done % SHOWN_EVERY === 0) show();
    };
    const count = await askRegistrations({ engine, networkData, registrations, clients, signal, onAnswer });
    if (count > 0) show();
  } catch (error) {
    process.stderr.write(`registrations: ${error instanceof Error ? error.message : 'failed'}\n`);
  }
}
