/** Folds a run's stream of events: progress or NDJSON while it lasts, the report at its end. */
import { createRedactor, inertJson, localContext, redactReport } from '../../diagnostics/index.ts';
import type { Report } from '../../diagnostics/model/report.ts';
import type { RunEvent } from '../../diagnostics/model/run-event.ts';
import type { CliContext } from './context.ts';
import { withInterrupt } from './interrupt.ts';
import type { OutputOptions } from './options.ts';
import { createProgress } from './progress.ts';

export function followRun(
  context: CliContext,
  options: OutputOptions,
  start: (signal: AbortSignal) => AsyncIterable<RunEvent>,
): Promise<Report> {
  const { io, t } = context;
  const isNdjson = options.format === 'ndjson';
  const progress = createProgress({ output: io.stderr, t, isQuiet: options.quiet === true });
  const redactor = createRedactor(localContext());
  const onFirst = (): void => {
    progress.stop();
    io.stderr.write(`${t.text('cli.cancelling')}\n`);
  };
  return withInterrupt(io, onFirst, async (signal) => {
    let report: Report | undefined;
    try {
      for await (const event of start(signal)) {
        progress.show(event);
        const clean =
          event.type === 'run_finished' ? { ...event, report: redactReport(event.report) } : event;
        if (clean.type === 'run_finished') report = clean.report;
        // Events leave before the engine redacts the whole: nothing goes out unswept.
        if (isNdjson)
          io.stdout.write(
            `${inertJson(clean.type === 'run_finished' ? clean : redactor.redact(clean, ''))}\n`,
          );
      }
    } finally {
      progress.stop();
    }
    if (!report) throw new Error('the run ended without a report');
    return report;
  });
}
