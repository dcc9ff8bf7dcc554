/** `faultline code XXXX-XXXX`: what a customer read out on the telephone. */
import type { Command } from 'commander';
import { codeRows, inertJson, readPhoneCode, renderRows } from '../../../diagnostics/index.ts';
import { CliError } from '../cli-error.ts';
import type { CliContext, Finish } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { addOutputOptions, textStyle, type OutputOptions } from '../options.ts';

export function addCode(program: Command, context: CliContext, finish: Finish): void {
  const { t } = context;
  const command = program
    .command('code')
    .description(t.text('cli.code.description'))
    .argument('<code...>', t.text('cli.argument.code'));
  addOutputOptions(command, context, ['text', 'json']);
  command.action((words: readonly string[], options: OutputOptions) => finish(code(context, words, options)));
}

/** Typed with spaces, a code comes as several words. */
function code(context: CliContext, words: readonly string[], options: OutputOptions): number {
  const { io, t } = context;
  const read = readPhoneCode(words.join(' '));
  if (!read.ok) throw new CliError(read.error);
  const { ok: _read, ...said } = read;
  io.stdout.write(
    options.format === 'json'
      ? `${inertJson({ schemaVersion: 1, ...said }, 2)}\n`
      : `${renderRows(codeRows(read.meaning, t), textStyle(context, options), { indent: 0 }).join('\n')}\n`,
  );
  return exitCodes.healthy;
}
