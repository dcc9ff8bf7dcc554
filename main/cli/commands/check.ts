/** `faultline check DOMAIN`: the whole diagnosis on the real network. */
import type { Command } from 'commander';
import { askedByOf, layBeside, type ProviderPack, type RunOptions } from '../../../diagnostics/index.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import type { Request } from '../../../diagnostics/model/target.ts';
import { symptoms } from '../../../diagnostics/model/vocabulary.ts';
import { loadKnowledge, loadNetwork } from '../../services/knowledge.ts';
import { loadKnownHosts } from '../../services/known-hosts.ts';
import { loadBounce } from '../../services/pasted-bounce.ts';
import { buildRequest, type RequestOptions } from '../../services/build-request.ts';
import { accepted } from '../../services/said-error.ts';
import type { CliContext, Finish } from '../context.ts';
import { exitCodeOf } from '../exit-codes.ts';
import {
  addOutputOptions,
  choice,
  collect,
  serviceOption,
  wholeNumber,
  type OutputOptions,
} from '../options.ts';
import { checkFacts } from '../fact-choice.ts';
import { readSecondReports } from '../second-reports.ts';
import { discloseOutsideView } from '../outside-view.ts';
import {
  addPluginOptions,
  pluginAnswerTo,
  printPluginAnswer,
  quietly,
  type PluginChoice,
} from '../plugin-output.ts';
import { addPolicyOptions, checkPolicy, type PolicyChoice } from '../policy-choice.ts';
import {
  addHistoryOptions,
  checkHistoryChoice,
  isNews,
  recordReport,
  type HistoryChoice,
} from '../recording.ts';
import { printReport, saveReport, type SaveTargets } from '../report-output.ts';
import { agreeTo, readAsked } from '../asked-check.ts';
import { readLogins, type LoginOptions } from '../logins.ts';
import { tellOfTestFile } from '../test-file.ts';
import { followRun } from '../run-check.ts';
import { addSaveOptions, checkSaveTargets, checkSeal } from '../save-targets.ts';

export interface CheckOptions
  extends
    OutputOptions,
    RequestOptions,
    PolicyChoice,
    SaveTargets,
    LoginOptions,
    HistoryChoice,
    PluginChoice {
  readonly network?: string;
  readonly bounce?: string;
  readonly knownHosts?: string;
  readonly timeout?: number;
  readonly with?: readonly string[];
  /** File or link of a desk. */
  readonly request?: string;
  readonly yes?: boolean;
}

const MAX_SECONDS = 3600;

export function addCheck(program: Command, context: CliContext, finish: Finish): void {
  const { t } = context;
  const command = program
    .command('check')
    .description(t.text('cli.check.description'))
    .argument('[domain]', t.text('cli.check.domain'))
    .option('--request <file|link>', t.text('cli.option.request'))
    .option('--yes', t.text('cli.option.yes'));
  addPolicyOptions(command, context)
    .addOption(choice('--symptom <id>', t.text('cli.option.symptom'), symptoms))
    .option('--host <host>', t.text('cli.option.host'), collect)
    .addOption(serviceOption(context))
    .option('--resolver <address>', t.text('cli.option.resolver'), collect)
    .option('--user <name>', t.text('cli.option.user'))
    .option('--mail-setting <url>', t.text('cli.option.mail_setting'), collect)
    .option('--bounce <file>', t.text('cli.option.bounce'))
    .option('--known-hosts <file>', t.text('cli.option.known_hosts'))
    .option('--outside-view', t.text('cli.option.outside_view'))
    .option('--with <report>', t.text('cli.option.with'), collect)
    .option('--ftp-login <name>', t.text('cli.option.ftp_login'))
    .option('--ftp-upload <folder>', t.text('cli.option.ftp_upload'))
    .option('--ssh-login <name>', t.text('cli.option.ssh_login'))
    .option('--ssh-key <file>', t.text('cli.option.ssh_key'))
    .option('--ssh-agent', t.text('cli.option.ssh_agent'))
    .option('--ssh-fingerprint <fingerprint>', t.text('cli.option.ssh_fingerprint'))
    .option('--network <file>', t.text('cli.option.network'))
    .option('--timeout <seconds>', t.text('cli.option.timeout'), wholeNumber('--timeout', 1, MAX_SECONDS));
  addSaveOptions(command, context);
  addHistoryOptions(command, context);
  addPluginOptions(command, context);
  addOutputOptions(command, context, ['text', 'json', 'ndjson', 'nagios']);
  command.action(async (domain: string | undefined, options: CheckOptions) =>
    finish(await check(context, domain, quietly(options))),
  );
}

/** What the person handed in beside answers: a bounce, known host keys, and reports from other seats. */
async function handedIn(
  { engine, io }: CliContext,
  request: Request,
  packs: readonly ProviderPack[],
  { bounce, knownHosts, with: others }: CheckOptions,
): Promise<Pick<RunOptions, 'given' | 'secondReports'>> {
  const laid = accepted(layBeside(request.target, await readSecondReports(others)));
  const at = new Date(engine.clock().now()).toISOString();
  const bounced = bounce === undefined ? [] : [accepted(await loadBounce(bounce, io.stdin, at))];
  const known =
    knownHosts === undefined ? [] : [accepted(await loadKnownHosts(knownHosts, request, packs, at))];
  return {
    given: [...bounced, ...known, ...laid.observations],
    ...(laid.secondReports.length === 0 ? {} : { secondReports: laid.secondReports }),
  };
}

async function check(context: CliContext, typed: string | undefined, given: CheckOptions): Promise<number> {
  const { engine, io, resources, t, toolVersion } = context;
  const { domain, options, asked } = await readAsked(context, typed, given);
  const request = buildRequest(domain, options);
  const knowledge = accepted(await loadKnowledge(resources, options.pack ?? []));
  const { packs, levels } = knowledge;
  const networkData = accepted(await loadNetwork(resources, options.network));
  checkPolicy(packs, options);
  checkFacts(knowledge, options.fact);
  const beside = await handedIn(context, request, packs, options);
  const logins = await readLogins(context, options);
  await checkSaveTargets(options);
  checkSeal(packs, options);
  if (asked !== null) await agreeTo(context, asked, packs, options);
  checkHistoryChoice(context, options);
  discloseOutsideView(context, request, networkData);
  const { report, names } = await followRun(context, options, (signal, pseudonyms) =>
    engine.run({
      request: { ...request, facts: { ...request.facts, ...logins.facts } },
      credentials: logins.credentials,
      network: engine.network(),
      clock: engine.clock(),
      networkData,
      packs,
      levels,
      ...beside,
      ...(asked === null ? {} : { askedBy: askedByOf(asked) }),
      names: pseudonyms,
      signal,
      toolVersion,
      ...(options.timeout === undefined ? {} : { deadlineMs: options.timeout * 1000 }),
    }),
  );
  tellOfTestFile(context, report);
  const code = await recordAndPrint(context, report, options);
  for (const line of await saveReport(report, options, { packs, t, names, env: io.env, request: asked }))
    io.stderr.write(`${line}\n`);
  if (asked !== null) io.stderr.write(`${t.text('cli.request.send', { reference: asked.reference })}\n`);
  return code;
}

/** Returns the exit code. */
async function recordAndPrint(context: CliContext, report: Report, options: CheckOptions): Promise<number> {
  if (options.onlyChanges !== true) printReport(context, report, options);
  const state = await recordReport(context, options, report);
  if (options.format === 'nagios')
    return printPluginAnswer(context, pluginAnswerTo(context, report, options));
  if (options.onlyChanges === true && isNews(state)) printReport(context, report, options);
  return exitCodeOf(report);
}
