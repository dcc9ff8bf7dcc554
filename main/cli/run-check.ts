/** Folds a run's stream of events: progress or NDJSON while it lasts, the report at its end. */
import {
  createPrivateNames,
  createRedactor,
  inertJson,
  localContext,
  redactReport,
  type PrivateNames,
} from '../../diagnostics/index.ts';
import type { Report } from '../../diagnostics/model/report.ts';
import type { RunEvent } from '../../diagnostics/model/run-event.ts';
import type { CliContext } from './context.ts';
import { withInterrupt } from './interrupt.ts';
import type { OutputOptions } from './options.ts';
import { createProgress } from './progress.ts';

export interface FinishedRun {
  readonly report: Report;
  /** What the pseudonyms of the report stand for. */
  readonly names: PrivateNames;
}

export function followRun(
  context: CliContext,
  options: OutputOptions,
  start: (signal: AbortSignal, names: PrivateNames) => AsyncIterable<RunEvent>,
): Promise<FinishedRun> {
  const { io, t } = context;
  const isNdjson = options.format === 'ndjson';
  const progress = createProgress({ output: io.stderr, t, isQuiet: options.quiet === true });
  const names = createPrivateNames();
  const redactor = createRedactor({ ...localContext(), names });
  // Whatever an engine tells: nothing goes out unswept. Of an observation only its key is shown, unless the events are printed.
  const sweptEvent = (event: RunEvent): RunEvent => {
    if (event.type === 'run_finished') return { ...event, report: redactReport(event.report, names) };
    return event.type === 'observation_made' && !isNdjson ? event : redactor.redact(event, '');
  };
  const onFirst = (): void => {
    progress.stop();
    io.stderr.write(`${t.text('cli.cancelling')}\n`);
  };
  return withInterrupt(io, onFirst, async (signal) => {
    let report: Report | undefined;
    try {
      for await (const event of start(signal, names)) {
        const clean = sweptEvent(event);
        progress.show(clean);
        if (clean.type === 'run_finished') report = clean.report;
        if (isNdjson) io.stdout.write(`${inertJson(clean)}\n`);
      }
    } finally {
      progress.stop();
    }
    if (!report) throw new Error('the run ended without a report');
    return { report, names };
  });
}
