/** `faultline compare REPORT REPORT`: what differs between two seats, and what that decides. Without network. */
import { basename } from 'node:path';
import type { Command } from 'commander';
import {
  compareReports,
  inertJson,
  redactReport,
  renderComparison,
  type Translator,
} from '../../../diagnostics/index.ts';
import { loadKnowledge, withReportPack } from '../../services/knowledge.ts';
import type { OpenedFile } from '../../services/report-files.ts';
import { accepted } from '../../services/said-error.ts';
import type { CliContext, Finish } from '../context.ts';
import { exitCodeOf } from '../exit-codes.ts';
import { addOutputOptions, textStyle, type OutputOptions } from '../options.ts';
import { addOpenOptions, readReport, type OpenOptions } from '../open-report.ts';
import { addPolicyOptions, checkPolicy, type PolicyChoice } from '../policy-choice.ts';
import { checkFacts } from '../fact-choice.ts';
import { saveReport, type SaveTargets } from '../report-output.ts';
import { addSaveOptions, checkSaveTargets } from '../save-targets.ts';
import { withPolicy } from './judge.ts';

interface CompareOptions extends OutputOptions, SaveTargets, PolicyChoice, OpenOptions {}

export function addCompare(program: Command, context: CliContext, finish: Finish): void {
  const { t } = context;
  const command = program
    .command('compare')
    .description(t.text('cli.compare.description'))
    .argument('<first>', t.text('cli.argument.first_report'))
    .argument('<second>', t.text('cli.argument.second_report'));
  addOpenOptions(command, context);
  addPolicyOptions(command, context);
  addSaveOptions(command, context);
  addOutputOptions(command, context, ['text', 'json']);
  command.action(async (first: string, second: string, options: CompareOptions) =>
    finish(await compare(context, [first, second], options)),
  );
}

/** Exit code as for `judge`: by what the first report says with the second beside it. */
async function compare(
  context: CliContext,
  [first, second]: readonly [string, string],
  options: CompareOptions,
): Promise<number> {
  const { engine, io, resources, t, toolVersion } = context;
  const read = await readReport(context, first, options);
  // The request asks for the first; the second is the desk's own, or that of another seat.
  const other = await readReport(context, second, { ...options, request: undefined });
  const knowledge = accepted(await loadKnowledge(resources, options.pack ?? []));
  const packs = withReportPack(knowledge, read.pack);
  checkPolicy(packs, options);
  checkFacts({ ...knowledge, packs }, options.fact);
  await checkSaveTargets(options);
  const now = new Date(engine.clock().now()).toISOString();
  const { levels } = knowledge;
  const comparison = accepted(
    compareReports(withPolicy(read.report, options), other.report, { packs, levels, toolVersion, now }),
  );
  const merged = redactReport(comparison.merged);
  const clean = { ...comparison, merged };
  io.stdout.write(
    options.format === 'json'
      ? `${inertJson(clean, 2)}\n`
      : renderComparison(
          clean,
          [nameOf(first, read, t), nameOf(second, other, t)],
          t,
          textStyle(context, options),
        ),
  );
  for (const line of await saveReport(merged, options, { packs, t })) io.stderr.write(`${line}\n`);
  return exitCodeOf(merged);
}

/** As the person gave it; the desk's reference tells whose it is. */
function nameOf(path: string, { report: { askedBy } }: OpenedFile, t: Translator): string {
  const name = basename(path);
  return askedBy === undefined ? name : t.text('compare.for_request', { name, reference: askedBy.reference });
}
