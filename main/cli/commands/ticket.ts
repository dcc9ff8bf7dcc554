/** `faultline ticket REPORT`: the ticket, guide or letter for one problem of a stored report. */
import type { Command } from 'commander';
import { basename, resolve } from 'node:path';
import { ticketFormats, type TicketFormat } from '../../../diagnostics/index.ts';
import { loadPackSet, withReportPack } from '../../services/knowledge.ts';
import { writeAtomically } from '../../services/file-writer.ts';
import { fileError, readReportFile, ticketContent } from '../../services/report-files.ts';
import { accepted } from '../../services/said-error.ts';
import { CliError, usageError } from '../cli-error.ts';
import type { CliContext, Finish } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import {
  addOutputOptions,
  collect,
  collectFacts,
  wholeNumber,
  type GivenFacts,
  type OutputOptions,
} from '../options.ts';

interface TicketOptions extends OutputOptions {
  readonly format: TicketFormat;
  readonly problem?: number;
  readonly fact?: GivenFacts;
  readonly pack?: readonly string[];
  readonly output?: string;
}

export function addTicket(program: Command, context: CliContext, finish: Finish): void {
  const { t } = context;
  const command = program
    .command('ticket')
    .description(t.text('cli.ticket.description'))
    .argument('<report>', t.text('cli.argument.report'))
    .option('--problem <number>', t.text('cli.option.problem'), wholeNumber('--problem', 1, 999))
    .option('--fact <key=value>', t.text('cli.option.ticket_fact'), collectFacts)
    .option('--output <file>', t.text('cli.option.ticket_output'))
    .option('--pack <file>', t.text('cli.option.pack'), collect);
  addOutputOptions(command, context, ticketFormats);
  command.action(async (file: string, options: TicketOptions) =>
    finish(await ticket(context, file, options)),
  );
}

async function ticket(context: CliContext, file: string, options: TicketOptions): Promise<number> {
  const { io, resources, t } = context;
  const read = await readReportFile(file);
  if (!read.ok) throw new CliError(read.error);
  const packs = withReportPack(accepted(await loadPackSet(resources, options.pack ?? [])), read.pack);
  const count = read.report.problems.length;
  const index = (options.problem ?? 1) - 1;
  if (count === 0) throw usageError('no_problem');
  if (index >= count) throw usageError('unknown_problem', { number: index + 1, count });
  const request = { ...read.report.request, facts: { ...read.report.request.facts, ...options.fact } };
  const name = basename(file);
  const content = await ticketContent({ ...read.report, request }, index, options.format, {
    t,
    packs,
    attachmentName: name.endsWith('.faultline') ? name : undefined,
  });
  await deliver(context, content, options.output);
  if (options.problem === undefined && count > 1)
    io.stderr.write(`${t.text('cli.ticket.more', { count })}\n`);
  return exitCodes.healthy;
}

async function deliver(
  { io, t }: CliContext,
  content: string | Uint8Array,
  file: string | undefined,
): Promise<void> {
  if (file === undefined) {
    // A mail is ASCII by its encodings (RFC 2045 section 6).
    io.stdout.write(typeof content === 'string' ? content : Buffer.from(content).toString('latin1'));
    return;
  }
  try {
    await writeAtomically(file, content);
  } catch (error) {
    throw new CliError(fileError(file, error));
  }
  io.stderr.write(`${t.text('cli.saved.ticket', { file: resolve(file) })}\n`);
}
