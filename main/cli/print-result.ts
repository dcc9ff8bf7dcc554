/** Where the result of a batch goes: to standard output, or into a file. */
import { resolve } from 'node:path';
import { countsOf, type BatchResult } from '../services/batch/results.ts';
import { fileError } from '../services/file-error.ts';
import { writeAtomically } from '../services/file-writer.ts';
import { CliError } from './cli-error.ts';
import type { CliContext } from './context.ts';
import { textStyle, type OutputOptions } from './options.ts';
import { renderBatch, type BatchFormat } from './render-batch.ts';

type ResultOptions = OutputOptions & { readonly output?: string };

export async function printResult(
  context: CliContext,
  result: BatchResult,
  options: ResultOptions,
): Promise<void> {
  const { io, t } = context;
  const format = options.format as BatchFormat;
  tellCutOff(context, result, options);
  if (options.output === undefined) {
    if (format !== 'ndjson') io.stdout.write(renderBatch(result, format, t, textStyle(context, options)));
    return;
  }
  // a table program takes UTF-8 for something else without the mark
  const mark = format === 'csv' ? '\uFEFF' : '';
  const text = renderBatch(result, format, t, { ...textStyle(context, { color: false }), width: 100 });
  try {
    await writeAtomically(options.output, `${mark}${text}`);
  } catch (error) {
    throw new CliError(fileError(options.output, error));
  }
  io.stderr.write(`${t.text('batch.saved', { file: resolve(options.output) })}\n`);
}

/** A table of what is finished does not say why the rest is missing. */
function tellCutOff({ io, t }: CliContext, result: BatchResult, { format, output }: ResultOptions): void {
  const { finished, total } = countsOf(result);
  if (result.ending === 'offline' && (format !== 'text' || output !== undefined))
    io.stderr.write(`${t.text('batch.result.offline', { finished, total })}\n`);
}
