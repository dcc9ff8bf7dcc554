/** `faultline judge REPORT`: today's rules over stored observations, without network. */
import type { Command } from 'commander';
import { redactReport, withReportsBeside } from '../../../diagnostics/index.ts';
import { loadKnowledge, withReportPack } from '../../services/knowledge.ts';
import { accepted } from '../../services/said-error.ts';
import type { CliContext, Finish } from '../context.ts';
import { exitCodeOf } from '../exit-codes.ts';
import { addOutputOptions, collect, type OutputOptions } from '../options.ts';
import { addOpenOptions, readReport, type OpenOptions } from '../open-report.ts';
import { checkFacts } from '../fact-choice.ts';
import { readSecondReports } from '../second-reports.ts';
import { addPolicyOptions, checkPolicy, type PolicyChoice } from '../policy-choice.ts';
import { printReport, saveReport, type SaveTargets } from '../report-output.ts';
import { addSaveOptions, checkSaveTargets } from '../save-targets.ts';
import type { Report } from '../../../diagnostics/model/report.ts';

interface JudgeOptions extends OutputOptions, SaveTargets, PolicyChoice, OpenOptions {
  readonly with?: readonly string[];
}

export function addJudge(program: Command, context: CliContext, finish: Finish): void {
  const { t } = context;
  const command = program
    .command('judge')
    .description(t.text('cli.judge.description'))
    .argument('<report>', t.text('cli.argument.report'))
    .option('--with <report>', t.text('cli.option.with'), collect);
  addOpenOptions(command, context);
  addPolicyOptions(command, context);
  addSaveOptions(command, context);
  addOutputOptions(command, context, ['text', 'json']);
  command.action(async (file: string, options: JudgeOptions) =>
    finish(await judgeFile(context, file, options)),
  );
}

async function judgeFile(context: CliContext, file: string, options: JudgeOptions): Promise<number> {
  const { engine, io, resources, t, toolVersion } = context;
  const read = await readReport(context, file, options);
  const beside = await readSecondReports(options.with, options.identity);
  const whole = beside.length === 0 ? read.report : accepted(withReportsBeside(read.report, beside));
  const knowledge = accepted(await loadKnowledge(resources, options.pack ?? []));
  const { levels } = knowledge;
  const packs = withReportPack(knowledge, read.pack);
  checkPolicy(packs, options);
  checkFacts({ ...knowledge, packs }, options.fact);
  await checkSaveTargets(options);
  const now = new Date(engine.clock().now()).toISOString();
  const report = redactReport(engine.judge(withPolicy(whole, options), { packs, levels, toolVersion, now }));
  printReport(context, report, options);
  for (const line of await saveReport(report, options, { packs, t })) io.stderr.write(`${line}\n`);
  return exitCodeOf(report);
}

/** The agent may know the product better than the customer did. */
export function withPolicy(report: Report, { provider, product, tier, fact }: PolicyChoice): Report {
  const { request } = report;
  return {
    ...report,
    request: {
      ...request,
      provider: provider ?? request.provider,
      product: product ?? request.product,
      tier: tier ?? request.tier,
      facts: { ...request.facts, ...fact },
    },
  };
}
