/** `faultline batch LIST`: many domains, politely, and never twice what is finished. */
import { realpath } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { RunSummary } from '../../../diagnostics/model/run-summary.ts';
import type { Service } from '../../../diagnostics/model/vocabulary.ts';
import { createFleetGate } from '../../../diagnostics/index.ts';
import {
  createBatchCheck,
  keepInFolder,
  type BatchCheck,
  type UsualRequest,
} from '../../services/batch/check-client.ts';
import { sharedOut, startSecondThread } from '../../services/batch/second-thread.ts';
import { columnRoles, type ColumnChoice, type ColumnRole } from '../../services/batch/columns.ts';
import { lastBatch, type BatchHead, type BatchSoFar } from '../../services/batch/journal.ts';
import { listLimits, readClients, type ClientList } from '../../services/batch/read-clients.ts';
import { countsOf, type BatchResult } from '../../services/batch/results.ts';
import { pluginAnswerOfMany } from '../../services/monitoring/plugin-answer.ts';
import { loadKnowledge, loadNetwork } from '../../services/knowledge.ts';
import { readBounded } from '../../services/read-bounded.ts';
import { fileError } from '../../services/file-error.ts';
import { accepted } from '../../services/said-error.ts';
import { stateFolder } from '../../services/state-folder.ts';
import { CliError, usageError } from '../cli-error.ts';
import type { CliContext, Finish } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { followBatch, type FinishedBatch } from '../follow-batch.ts';
import { followRegistrations } from '../follow-registrations.ts';
import { checkFacts } from '../fact-choice.ts';
import { addOutputOptions, serviceOption, textStyle, wholeNumber, type OutputOptions } from '../options.ts';
import {
  addPluginOptions,
  pluginOptions,
  printPluginAnswer,
  quietly,
  type PluginChoice,
} from '../plugin-output.ts';
import { addPolicyOptions, checkPolicy, type PolicyChoice } from '../policy-choice.ts';
import {
  addHistoryOptions,
  checkHistoryChoice,
  createRecorder,
  isNews,
  type HistoryChoice,
} from '../recording.ts';
import { batchFormats, listLines, refusedLines } from '../render-batch.ts';
import { printResult } from '../print-result.ts';
import { checkFolder, checkOutput } from '../save-targets.ts';

interface BatchCommandOptions extends OutputOptions, PolicyChoice, HistoryChoice, PluginChoice {
  readonly column?: ColumnChoice;
  readonly delimiter?: string;
  readonly preview?: boolean;
  readonly resume?: boolean;
  readonly thorough?: boolean;
  readonly service?: readonly Service[];
  readonly out?: string;
  readonly output?: string;
  readonly jobs: number;
  readonly network?: string;
}

const AT_ONCE = { usual: 36, most: 400 } as const;

export function addBatch(program: Command, context: CliContext, finish: Finish): void {
  const { t } = context;
  const command = program
    .command('batch')
    .description(t.text('batch.description'))
    .argument('<list>', t.text('batch.argument.list'))
    .option('--column <part=name>', t.text('batch.option.column'), collectColumn)
    .option('--delimiter <character>', t.text('batch.option.delimiter'), delimiterOption)
    .option('--preview', t.text('batch.option.preview'))
    .option('--resume', t.text('batch.option.resume'))
    .option('--thorough', t.text('batch.option.thorough'))
    .option('--registrations', t.text('batch.option.registrations'))
    .option('--out <folder>', t.text('batch.option.out'))
    .option('--output <file>', t.text('batch.option.output'))
    .addOption(serviceOption(context))
    .option(
      '--jobs <number>',
      t.text('batch.option.jobs'),
      wholeNumber('--jobs', 1, AT_ONCE.most),
      AT_ONCE.usual,
    )
    .option('--network <file>', t.text('cli.option.network'));
  addPolicyOptions(command, context);
  addHistoryOptions(command, context);
  addPluginOptions(command, context);
  addOutputOptions(command, context, [...batchFormats, 'nagios']);
  command.action(async (list: string, options: BatchCommandOptions) =>
    finish(await batch(context, list, quietly(options))),
  );
}

/** `--column domain=NAME`, by heading or number; nothing behind the sign: there is no such column. */
function collectColumn(value: string, earlier: ColumnChoice = {}): ColumnChoice {
  const [, part, name] = /^([a-z]{1,20})=(.{0,200})$/su.exec(value) ?? [];
  const role = columnRoles.find((known) => known === part) as ColumnRole | undefined;
  if (role === undefined || name === undefined)
    throw usageError('invalid_column', { value: value.slice(0, 100), choices: columnRoles.join(', ') });
  return { ...earlier, [role]: name.trim() };
}

function delimiterOption(value: string): string {
  const character = { tab: '\t', '\\t': '\t' }[value] ?? value;
  if (character.length !== 1 || /["\r\n\p{L}\p{N}]/u.test(character))
    throw usageError('invalid_delimiter', { value: value.slice(0, 20) });
  return character;
}

async function readList(path: string, { column = {}, delimiter }: BatchCommandOptions): Promise<ClientList> {
  try {
    const bytes = await readBounded(path, listLimits.bytes);
    if (bytes === null) throw usageError('list_too_large', { megabytes: listLimits.bytes / 1024 / 1024 });
    return readClients(bytes, { columns: column, delimiter });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new CliError(fileError(path, error));
  }
}

/** What another part of the same batch must have been asked as well: a verdict of another question is no part of the result. */
const askedOf = (options: BatchCommandOptions): string => {
  const { service, thorough = false, provider, product, tier, fact, pack, network } = options;
  return JSON.stringify({ service, thorough, provider, product, tier, fact, pack, network }).slice(0, 10_000);
};

function folderOfBatches({ io }: CliContext): string {
  const state = stateFolder(io.env);
  if (state === null) throw usageError('no_state_folder');
  return join(state, 'batches');
}

/** What is finished already; null for a batch from the beginning. */
async function finishedBefore(
  context: CliContext,
  list: string,
  options: BatchCommandOptions,
): Promise<BatchSoFar | null> {
  const last = await lastBatch(folderOfBatches(context), list);
  if (options.resume !== true) return null;
  if (last === null) throw usageError('nothing_to_resume', { file: list.slice(0, 500) });
  if (last.head.asked !== askedOf(options)) throw usageError('resume_other_options');
  return last;
}

async function batch(context: CliContext, file: string, options: BatchCommandOptions): Promise<number> {
  const { io, t, engine } = context;
  const list = await readList(file, options);
  const tell = (lines: readonly string[]): void => {
    if (options.quiet !== true) for (const line of lines) io.stderr.write(`${line}\n`);
  };
  tell(listLines(list, t));
  if (options.preview === true || list.clients.length === 0) {
    const target = options.preview === true ? io.stdout : io.stderr;
    target.write(
      refusedLines(list.refused, t, textStyle(context, options))
        .map((line) => `${line}\n`)
        .join(''),
    );
    if (list.clients.length === 0) throw usageError('empty_list', { count: list.refused.length });
    return exitCodes.healthy;
  }
  if (options.out !== undefined) await checkFolder(options.out);
  if (options.output !== undefined) await checkOutput(options.output);
  checkHistoryChoice(context, options);
  const path = await realpath(file);
  const before = await finishedBefore(context, path, options);
  const startedAt = before?.head.startedAt ?? new Date(engine.clock().now()).toISOString();
  const head: BatchHead = { schemaVersion: 1, list: path, startedAt, asked: askedOf(options) };
  const check = await prepare(context, options, list.clients.length);
  if (before !== null) tell([resumedLine(context, list, before)]);
  const finished = await followBatch(context, options, {
    recorder: createRecorder(context, options),
    list,
    head,
    before,
    check,
    folder: folderOfBatches(context),
    isStreamed: options.format === 'ndjson' && options.output === undefined && options.onlyChanges !== true,
  });
  const code = await tellResult(context, finished, options);
  if (options.registrations === true && finished.result.ending === 'completed')
    await followRegistrations(context, options, list.clients);
  return code;
}

/** Domains from which on a second thread saves more time than its start costs. */
const LONG_LIST = 50;

/** Everything that can be wrong with the options is said before the first domain. */
async function prepare(
  context: CliContext,
  options: BatchCommandOptions,
  domains: number,
): Promise<BatchCheck> {
  const { engine, io, resources, t, toolVersion } = context;
  const knowledge = accepted(await loadKnowledge(resources, options.pack ?? []));
  const networkData = accepted(await loadNetwork(resources, options.network));
  checkPolicy(knowledge.packs, options);
  checkFacts(knowledge, options.fact);
  const { packs, levels } = knowledge;
  const folder = options.out === undefined ? null : resolve(options.out);
  const gate = createFleetGate();
  const common = { networkData, packs, levels, toolVersion, options: usualRequest(options) };
  const keep = keepInFolder(folder, { t, packs });
  const check = createBatchCheck({ ...common, engine, t, keep, gate });
  if (io.batchThread === undefined || domains < LONG_LIST || availableParallelism() < 2) return check;
  const { language } = t;
  const orders = { ...common, folder, resources, language, timeZone: io.timeZone };
  return sharedOut(check, startSecondThread(io.batchThread, orders, gate));
}

const usualRequest = (options: BatchCommandOptions): UsualRequest => {
  const { service, provider, product, tier, fact, thorough } = options;
  return { service, provider, product, tier, fact, thorough };
};

function resumedLine({ t }: CliContext, { clients }: ClientList, { rows }: BatchSoFar): string {
  const finished = new Set(rows.map(({ key }) => key));
  const done = clients.filter(({ key }) => finished.has(key)).length;
  return t.text('batch.resumed', { done, left: clients.length - done });
}

/** Returns the exit code. */
async function tellResult(
  context: CliContext,
  finished: FinishedBatch,
  options: BatchCommandOptions,
): Promise<number> {
  const { result } = finished;
  if (options.format === 'nagios') {
    const summaries = summariesOf(finished);
    const isWhole = result.ending === 'completed' && summaries.length === result.total;
    const plugin = { ...pluginOptions(context, options), isWhole };
    return printPluginAnswer(context, pluginAnswerOfMany(summaries, plugin));
  }
  const shown = options.onlyChanges === true ? changesOnly(finished) : result;
  if (shown !== null) await printResult(context, shown, options);
  return exitCodeOf(result);
}

/** As the history completes them with what registries said, where it holds the same run. */
function summariesOf({ result, states }: FinishedBatch): readonly RunSummary[] {
  const known = new Map(states.map(({ run }) => [run.summary.report, run.summary]));
  return result.rows.flatMap(({ summary }) =>
    summary === null ? [] : [(summary.report !== null && known.get(summary.report)) || summary],
  );
}

/** Rows of domains of which there is news; null when there are none. Without a history everything is news. */
function changesOnly({ result, states }: FinishedBatch): BatchResult | null {
  const known = new Map(states.map((state) => [state.run.summary.domain, state]));
  const rows = result.rows.filter(({ domain }) => isNews(known.get(domain) ?? null));
  return rows.length === 0 && result.ending === 'completed' ? null : { ...result, rows };
}

/** Zero is said only when every domain was tested and answered. */
function exitCodeOf(result: BatchResult): number {
  const { withProblems, undiagnosed } = countsOf(result);
  if (result.ending === 'cancelled') return exitCodes.cancelled;
  if (result.ending === 'offline') return exitCodes.noDiagnosis;
  if (withProblems > 0) return exitCodes.problems;
  return undiagnosed > 0 ? exitCodes.noDiagnosis : exitCodes.healthy;
}
