/** `--registrations`: after the batch, the registries are asked; Ctrl-C leaves the rest for the next time. */
import { askRegistrations } from '../services/batch/registrations.ts';
import type { Client } from '../services/batch/read-clients.ts';
import { loadNetwork } from '../services/knowledge.ts';
import { accepted, SaidError } from '../services/said-error.ts';
import type { CliContext } from './context.ts';
import { withInterrupt } from './interrupt.ts';
import { chosenHistory, type HistoryChoice } from './recording.ts';

/** Lines of progress are as far apart, in milliseconds. */
const LINE_MS = 5_000;

export async function followRegistrations(
  context: CliContext,
  options: HistoryChoice & { readonly network?: string; readonly quiet?: boolean },
  clients: readonly Client[],
): Promise<void> {
  const { engine, io, resources, t } = context;
  const history = chosenHistory(context, options);
  if (history === null) return;
  const networkData = accepted(await loadNetwork(resources, options.network));
  const tell = (text: string): void => {
    if (options.quiet !== true) io.stderr.write(`${text}\n`);
  };
  let last = Number.NEGATIVE_INFINITY;
  const onAnswer = (done: number, total: number): void => {
    const now = performance.now();
    if (now - last < LINE_MS && done < total) return;
    last = now;
    tell(t.text('batch.registrations.progress', { done, total }));
  };
  const { registrations } = history;
  const ask = (signal: AbortSignal): Promise<number> =>
    askRegistrations({ engine, networkData, registrations, clients, signal, onAnswer });
  try {
    const count = await withInterrupt(io, () => tell(t.text('cli.cancelling')), ask);
    tell(t.text('batch.registrations.done', { count }));
  } catch (error) {
    if (!(error instanceof SaidError)) throw error;
    io.stderr.write(`${t.text('cli.history.not_recorded', { reason: t(error.said) })}\n`);
  }
}
