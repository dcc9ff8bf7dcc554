/** `faultline reply REPORT`: a short answer that is pasted to the customer. Only the reply itself goes to standard output. */
import type { Command } from 'commander';
import {
  renderReply,
  replyFormats,
  replyTo,
  shareReport,
  type ReplyFormat,
} from '../../../diagnostics/index.ts';
import { loadPackSet, withReportPack } from '../../services/knowledge.ts';
import { accepted } from '../../services/said-error.ts';
import { packOf } from '../../services/ticket-files.ts';
import { usageError } from '../cli-error.ts';
import type { CliContext, Finish } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { addOpenOptions, readReport, type OpenOptions } from '../open-report.ts';
import { addOutputOptions, collect, wholeNumber, type OutputOptions } from '../options.ts';

interface ReplyOptions extends OutputOptions, OpenOptions {
  readonly format: ReplyFormat;
  readonly problem?: number;
  readonly pack?: readonly string[];
}

export function addReply(program: Command, context: CliContext, finish: Finish): void {
  const { t } = context;
  const command = program
    .command('reply')
    .description(t.text('cli.reply.description'))
    .argument('<report>', t.text('cli.argument.report'))
    .option('--problem <number>', t.text('cli.option.problem'), wholeNumber('--problem', 1, 999))
    .option('--pack <file>', t.text('cli.option.pack'), collect);
  addOpenOptions(command, context);
  addOutputOptions(command, context, replyFormats);
  command.action(async (file: string, options: ReplyOptions) => finish(await reply(context, file, options)));
}

async function reply(context: CliContext, file: string, options: ReplyOptions): Promise<number> {
  const { io, resources, t } = context;
  const read = await readReport(context, file, options);
  const packs = withReportPack(accepted(await loadPackSet(resources, options.pack ?? [])), read.pack);
  const count = read.report.problems.length;
  const index = (options.problem ?? 1) - 1;
  if (index >= Math.max(count, 1)) throw usageError('unknown_problem', { number: index + 1, count });
  const { report } = shareReport(read.report);
  const made = replyTo(report, index, { t, pack: packOf(report, packs) });
  io.stdout.write(renderReply(made, options.format));
  printDeskNotes(context, made.forDesk);
  if (options.problem === undefined && count > 1) io.stderr.write(`${t.text('cli.reply.more', { count })}\n`);
  return exitCodes.healthy;
}

/** Beside the reply, so that a pipe to the clipboard holds what is pasted and nothing else. */
export function printDeskNotes({ io, t }: CliContext, notes: readonly string[]): void {
  if (notes.length === 0) return;
  io.stderr.write(`${[t.text('reply.desk'), ...notes.map((note) => `- ${note}`)].join('\n')}\n`);
}
