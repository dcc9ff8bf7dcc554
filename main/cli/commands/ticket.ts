/** `faultline ticket REPORT`: the ticket, guide or letter for one problem of a stored report. */
import type { Command } from 'commander';
import { basename, resolve } from 'node:path';
import {
  shareReport,
  ticketFormats,
  withAnswers,
  type SharedReport,
  type TicketFormat,
} from '../../../diagnostics/index.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import { loadPackSet, withReportPack } from '../../services/knowledge.ts';
import { writeAtomically } from '../../services/file-writer.ts';
import { loadPrivateMap } from '../../services/private-map.ts';
import { fileError } from '../../services/file-error.ts';
import { packOf, prepareTicket } from '../../services/ticket-files.ts';
import { accepted } from '../../services/said-error.ts';
import { CliError, usageError } from '../cli-error.ts';
import type { CliContext, Finish } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import type { GivenFacts } from '../../services/build-request.ts';
import { checkFacts } from '../fact-choice.ts';
import { addOutputOptions, collect, collectFacts, wholeNumber, type OutputOptions } from '../options.ts';
import { addOpenOptions, readReport, type OpenOptions } from '../open-report.ts';
import { checkOutput } from '../save-targets.ts';
import { renderPreview } from '../ticket-preview.ts';

interface TicketOptions extends OutputOptions, OpenOptions {
  readonly format: TicketFormat;
  readonly problem?: number;
  readonly fact?: GivenFacts;
  readonly keep?: readonly string[];
  readonly pack?: readonly string[];
  readonly output?: string;
  readonly preview?: boolean;
}

/** What a person may let stand in what leaves. */
const keepable: readonly string[] = ['mailbox', 'local_address'];

function collectKept(value: string, earlier: readonly string[] = []): readonly string[] {
  if (keepable.includes(value)) return [...new Set([...earlier, value])];
  throw usageError('invalid_choice', {
    option: '--keep',
    value: value.slice(0, 100),
    choices: keepable.join(', '),
  });
}

export function addTicket(program: Command, context: CliContext, finish: Finish): void {
  const { t } = context;
  const command = program
    .command('ticket')
    .description(t.text('cli.ticket.description'))
    .argument('<report>', t.text('cli.argument.report'))
    .option('--problem <number>', t.text('cli.option.problem'), wholeNumber('--problem', 1, 999))
    .option('--fact <key=value>', t.text('cli.option.ticket_fact'), collectFacts)
    .option('--preview', t.text('cli.option.ticket_preview'))
    .option('--keep <kind>', `${t.text('cli.option.ticket_keep')} (${keepable.join(', ')})`, collectKept)
    .option('--output <file>', t.text('cli.option.ticket_output'))
    .option('--pack <file>', t.text('cli.option.pack'), collect);
  addOpenOptions(command, context);
  addOutputOptions(command, context, ticketFormats);
  command.action(async (file: string, options: TicketOptions) =>
    finish(await ticket(context, file, options)),
  );
}

async function ticket(context: CliContext, file: string, options: TicketOptions): Promise<number> {
  const { io, resources, t } = context;
  const read = await readReport(context, file, options);
  const set = accepted(await loadPackSet(resources, options.pack ?? []));
  const packs = withReportPack(set, read.pack);
  checkFacts({ ...set, packs }, options.fact);
  const count = read.report.problems.length;
  const index = (options.problem ?? 1) - 1;
  if (count === 0) throw usageError('no_problem');
  if (index >= count) throw usageError('unknown_problem', { number: index + 1, count });
  if (options.output !== undefined) await checkOutput(options.output);
  const report = withAnswers(read.report, options.fact ?? {}, packOf(read.report, packs));
  const name = basename(file);
  const prepared = prepareTicket(await shared(context, report, options.keep ?? []), index, {
    t,
    packs,
    attachmentName: name.endsWith('.faultline') ? name : undefined,
  });
  if (options.preview === true) io.stdout.write(await renderPreview(prepared, options.format, t));
  else await deliver(context, await prepared.content(options.format), options.output);
  if (options.problem === undefined && count > 1)
    io.stderr.write(`${t.text('cli.ticket.more', { count })}\n`);
  return exitCodes.healthy;
}

async function shared({ io }: CliContext, report: Report, keep: readonly string[]): Promise<SharedReport> {
  const names = await loadPrivateMap(io.env, report.id);
  const made = shareReport(report, { keep, names });
  const isUnknown =
    keep.includes('mailbox') && made.redactions.some(({ id, isFixed }) => id === 'mailbox' && isFixed);
  if (isUnknown) throw usageError('names_unknown');
  return made;
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
