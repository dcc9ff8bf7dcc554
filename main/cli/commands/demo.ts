/** `faultline demo`: a whole faulty hosting set-up on loopback, diagnosed end to end, with no network at all. */
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { listDemoFaults, type DemoFault } from '../../demo-host/index.ts';
import { demoPackFile, demoPolicy, usualFaults } from '../../services/demo-run.ts';
import { loadKnowledge } from '../../services/knowledge.ts';
import { fileError } from '../../services/file-error.ts';
import { buildRequest, type RequestOptions } from '../../services/build-request.ts';
import { accepted } from '../../services/said-error.ts';
import { CliError, usageError } from '../cli-error.ts';
import type { CliContext, Finish } from '../context.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { addOutputOptions, collect, textStyle, type OutputOptions } from '../options.ts';
import { checkFacts } from '../fact-choice.ts';
import { addPolicyOptions, checkPolicy, type PolicyChoice } from '../policy-choice.ts';
import { printReport, saveReport } from '../report-output.ts';
import { followRun } from '../run-check.ts';
import { renderFaults } from '../render-faults.ts';

interface DemoOptions extends OutputOptions, RequestOptions, PolicyChoice {
  readonly list?: boolean;
  readonly fault?: readonly string[];
  readonly out?: string;
}

export function addDemo(program: Command, context: CliContext, finish: Finish): void {
  const { t } = context;
  const command = program
    .command('demo')
    .description(t.text('cli.demo.description'))
    .option('--list', t.text('cli.option.demo_list'))
    .option('--fault <id>', t.text('cli.option.demo_fault'), collect)
    .option('--out <folder>', t.text('cli.option.demo_out'));
  addPolicyOptions(command, context);
  addOutputOptions(command, context, ['text', 'json', 'ndjson']);
  command.action(async (options: DemoOptions) => finish(await demo(context, options)));
}

async function demo(context: CliContext, options: DemoOptions): Promise<number> {
  const { engine, io, resources, t, toolVersion } = context;
  const faults = await listDemoFaults(resources);
  if (options.list === true) {
    if (options.format === 'text') io.stdout.write(renderFaults(faults, t, textStyle(context, options)));
    else io.stdout.write(`${JSON.stringify(faults, null, 2)}\n`);
    return exitCodes.healthy;
  }
  const chosen = chosenFaults(faults, options.fault);
  const knowledge = accepted(
    await loadKnowledge(resources, [demoPackFile(resources), ...(options.pack ?? [])]),
  );
  const { packs, levels } = knowledge;
  const policy = options.provider === undefined ? { ...options, ...demoPolicy } : options;
  checkPolicy(packs, policy);
  checkFacts(knowledge, options.fact);
  const folder = await outputFolder(options.out);
  const host = await engine.startDemoHost({ faults: chosen, resourcesDir: resources });
  try {
    const request = buildRequest(host.domain, policy);
    const { network, clock, networkData } = host;
    const { report, names } = await followRun(context, options, (signal, pseudonyms) =>
      engine.run({
        request,
        network,
        clock,
        networkData,
        packs,
        levels,
        names: pseudonyms,
        signal,
        toolVersion,
      }),
    );
    printReport(context, report, options);
    const targets = { save: join(folder, 'demo.faultline'), ticket: join(folder, 'tickets') };
    const lines = await saveReport(report, targets, { packs, t, names, env: io.env });
    const where = options.format === 'text' ? io.stdout : io.stderr;
    where.write(`\n${lines.join('\n')}\n${t.text('cli.demo.next', { file: targets.save })}\n`);
    return exitCodeOf(report);
  } finally {
    await host.close();
  }
}

function chosenFaults(faults: readonly DemoFault[], given: readonly string[] | undefined): readonly string[] {
  const ids = faults.map(({ id }) => id);
  for (const id of given ?? []) {
    if (!ids.includes(id)) throw usageError('unknown_fault', { id: id.slice(0, 100), list: ids.join(', ') });
  }
  return given ?? usualFaults(faults);
}

/** A fresh folder of one's own unless one was named. */
async function outputFolder(given: string | undefined): Promise<string> {
  try {
    if (given === undefined) return await mkdtemp(join(tmpdir(), 'faultline-demo-'));
    await mkdir(given, { recursive: true });
    return resolve(given);
  } catch (error) {
    throw new CliError(fileError(given ?? tmpdir(), error));
  }
}
