/** `faultline history [DOMAIN]`: what earlier runs found, since when, and how to take it away or give it out. */
import type { Command } from 'commander';
import { inertJson } from '../../../diagnostics/index.ts';
import { exportFormats, renderExport, type ExportFormat } from '../../services/exports/render-export.ts';
import { exportRowOf } from '../../services/exports/export-row.ts';
import { readLogo } from '../../services/exports/logo.ts';
import { writeAtomically } from '../../services/file-writer.ts';
import { monthsBefore } from '../../services/history/retention.ts';
import type { History } from '../../services/history/open-history.ts';
import type { DomainState } from '../../services/history/history-store.ts';
import { fileError } from '../../services/file-error.ts';
import { CliError, usageError } from '../cli-error.ts';
import type { CliContext, Finish } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { addOutputOptions, textStyle, wholeNumber, type OutputOptions } from '../options.ts';
import { chosenHistory } from '../recording.ts';
import { renderDomain, renderDomains } from '../render-history.ts';
import { checkOutput } from '../save-targets.ts';

interface HistoryOptions extends OutputOptions {
  readonly history?: string;
  readonly runs: number;
  readonly delete?: boolean;
  readonly all?: boolean;
  readonly keep?: number;
  readonly export?: string;
  readonly name?: string;
  readonly logo?: string;
}

const RUNS = { usual: 20, most: 10_000 } as const;
const MOST_MONTHS = 600;

export function addHistory(program: Command, context: CliContext, finish: Finish): void {
  const { t } = context;
  const command = program
    .command('history')
    .description(t.text('cli.history.description'))
    .argument('[domain]', t.text('cli.history.domain'))
    .option('--history <file>', t.text('cli.option.history'))
    .option('--runs <number>', t.text('cli.history.runs'), wholeNumber('--runs', 1, RUNS.most), RUNS.usual)
    .option('--export <file>', t.text('cli.history.export'))
    .option('--name <name>', t.text('cli.history.name'))
    .option('--logo <file>', t.text('cli.history.logo'))
    .option('--keep <months>', t.text('cli.history.keep'), wholeNumber('--keep', 1, MOST_MONTHS))
    .option('--delete', t.text('cli.history.delete'))
    .option('--all', t.text('cli.history.all'));
  addOutputOptions(command, context, ['text', ...exportFormats]);
  command.action(async (domain: string | undefined, options: HistoryOptions) =>
    finish(await history(context, domain, options)),
  );
}

async function history(
  context: CliContext,
  typed: string | undefined,
  options: HistoryOptions,
): Promise<number> {
  const store = chosenHistory(context, options);
  if (store === null) throw usageError('no_history');
  const domain = typed?.toLowerCase().replace(/\.$/u, '');
  if (options.delete === true) return remove(context, store, domain, options.all === true);
  if (options.all === true) throw usageError('all_without_delete');
  if (options.keep !== undefined) return keep(context, store, options.keep);
  return show(context, store, domain, options);
}

async function remove(
  { io, t }: CliContext,
  store: History,
  domain: string | undefined,
  isAll: boolean,
): Promise<number> {
  // Half a command must not take everything away.
  if ((domain === undefined) !== isAll) throw usageError('delete_what');
  const { runs } = await store.size();
  const count = domain === undefined ? runs : await store.removeDomain(domain);
  if (domain === undefined) await store.clear();
  if (count === 0 && domain !== undefined)
    throw usageError('history_unknown', { domain: domain.slice(0, 300) });
  io.stderr.write(`${t.text('cli.history.deleted', { count })}\n`);
  return exitCodes.healthy;
}

async function keep({ engine, io, t }: CliContext, store: History, months: number): Promise<number> {
  const count = await store.removeBefore(monthsBefore(engine.clock().now(), months));
  io.stderr.write(`${t.text('cli.history.deleted', { count })}\n`);
  return exitCodes.healthy;
}

async function show(
  context: CliContext,
  store: History,
  domain: string | undefined,
  options: HistoryOptions,
): Promise<number> {
  if (options.export !== undefined) await checkOutput(options.export);
  const states = await statesOf(store, domain);
  const text =
    options.format === 'text'
      ? await asText(context, store, states, domain, options)
      : await asExport(context, store, states, domain, options);
  await write(context, text, options.export);
  return exitCodes.healthy;
}

async function statesOf(store: History, domain: string | undefined): Promise<readonly DomainState[]> {
  if (domain === undefined) return store.latest();
  const state = await store.domain(domain);
  if (state === null) throw usageError('history_unknown', { domain: domain.slice(0, 300) });
  return [state];
}

async function asText(
  context: CliContext,
  store: History,
  states: readonly DomainState[],
  domain: string | undefined,
  options: HistoryOptions,
): Promise<string> {
  const style = textStyle(context, options.export === undefined ? options : { color: false });
  const [only] = states;
  if (domain === undefined || only === undefined) return renderDomains(states, context.t, style);
  return renderDomain(only, await store.runsOf(domain, options.runs), context.t, style);
}

/** Of one domain as data every run is told; otherwise one row a client. */
async function asExport(
  { engine, t }: CliContext,
  store: History,
  states: readonly DomainState[],
  domain: string | undefined,
  options: HistoryOptions,
): Promise<string> {
  const format = options.format as ExportFormat;
  const branding = {
    name: options.name?.slice(0, 100) ?? '',
    logo: options.logo === undefined ? null : await readLogo(options.logo),
  };
  const page = { t, branding, at: new Date(engine.clock().now()).toISOString() };
  const [only] = states;
  if (domain === undefined || only === undefined) return renderExport(states.map(exportRowOf), format, page);
  const runs = await store.runsOf(domain, options.runs);
  if (format === 'json')
    return `${inertJson({ schemaVersion: 1, domain, trend: only.trend, runs: runs.map(({ summary }) => summary) }, 2)}\n`;
  return renderExport(
    runs.map(({ summary }) => ({ summary, trend: only.trend })),
    format,
    page,
  );
}

async function write({ io, t }: CliContext, text: string, file: string | undefined): Promise<void> {
  if (file === undefined) {
    io.stdout.write(text);
    return;
  }
  try {
    await writeAtomically(file, text);
  } catch (error) {
    throw new CliError(fileError(file, error));
  }
  io.stderr.write(`${t.text('cli.history.exported', { file })}\n`);
}
