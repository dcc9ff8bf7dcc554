/** `faultline request DOMAIN`: what a desk sends a customer, so that the customer's own computer looks. */
import type { Command } from 'commander';
import { resolve } from 'node:path';
import { inertJson, requestDigest, type ProviderPack } from '../../../diagnostics/index.ts';
import { REQUEST_DAYS_AT_MOST, type CheckRequest } from '../../../diagnostics/model/check-request.ts';
import { requestLink } from '../../../diagnostics/model/request-link.ts';
import { services, symptoms, type Service, type Symptom } from '../../../diagnostics/model/vocabulary.ts';
import { writeAtomically, writeBesideOthers } from '../../services/file-writer.ts';
import { loadPackSet } from '../../services/knowledge.ts';
import { fileError } from '../../services/file-error.ts';
import { makeRequest, requestFileText } from '../../services/request-files.ts';
import { requestFileName, requestText } from '../../services/request-rows.ts';
import { keepRequest } from '../../services/request-store.ts';
import { accepted } from '../../services/said-error.ts';
import { stateFolder } from '../../services/state-folder.ts';
import { CliError, usageError } from '../cli-error.ts';
import type { CliContext, Finish } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import {
  addOutputOptions,
  choice,
  collect,
  serviceOption,
  wholeNumber,
  type OutputOptions,
} from '../options.ts';
import { checkPolicy } from '../policy-choice.ts';
import { checkOutput } from '../save-targets.ts';

interface RequestOptions extends OutputOptions {
  readonly reference: string;
  readonly from?: string;
  readonly provider?: string;
  readonly product?: string;
  readonly symptom?: Symptom;
  readonly service?: readonly Service[];
  readonly days?: number;
  readonly output?: string;
  readonly pack?: readonly string[];
}

const USUAL_DAYS = 7;

export function addRequest(program: Command, context: CliContext, finish: Finish): void {
  const { t } = context;
  const command = program
    .command('request')
    .description(t.text('cli.request.description'))
    .argument('<domain>', t.text('cli.check.domain'))
    .requiredOption('--reference <ticket>', t.text('cli.option.reference'))
    .option('--from <name>', t.text('cli.option.from'))
    .option('--provider <id>', t.text('cli.option.provider'))
    .option('--product <id>', t.text('cli.option.product'))
    .addOption(choice('--symptom <id>', t.text('cli.option.symptom'), symptoms))
    .addOption(serviceOption(context))
    .option('--days <number>', t.text('cli.option.days'), wholeNumber('--days', 1, REQUEST_DAYS_AT_MOST))
    .option('--output <file>', t.text('cli.option.request_output'))
    .option('--pack <file>', t.text('cli.option.pack'), collect);
  addOutputOptions(command, context, ['text', 'json']);
  command.action(async (domain: string, options: RequestOptions) =>
    finish(await ask(context, domain, options)),
  );
}

async function ask(context: CliContext, domain: string, options: RequestOptions): Promise<number> {
  const { engine, io, resources, t } = context;
  const { packs } = accepted(await loadPackSet(resources, options.pack ?? []));
  const pack = checkPolicy(packs, options);
  if (options.output !== undefined) await checkOutput(options.output);
  const request = makeRequest(
    {
      domain,
      provider: options.provider ?? null,
      product: options.product ?? null,
      services: options.service ?? services,
      symptom: options.symptom ?? 'everything',
      reference: options.reference,
      from: whoAsks(options, pack),
      language: t.language,
      days: options.days ?? USUAL_DAYS,
    },
    engine.clock().now(),
  );
  const file = await written(request, options.output);
  const isKept = await keepRequest(stateFolder(io.env), 'made', request).then(
    () => true,
    () => false,
  );
  const made = { link: requestLink(request), text: requestText(request, t) };
  if (options.format === 'json')
    io.stdout.write(
      `${inertJson({ schemaVersion: 1, request, digest: requestDigest(request), ...made, file }, 2)}\n`,
    );
  else io.stdout.write(made.text);
  io.stderr.write(`${t.text('cli.request.file', { file })}\n`);
  if (!isKept) io.stderr.write(`${t.text('cli.request.not_kept')}\n`);
  return exitCodes.healthy;
}

function whoAsks({ from }: RequestOptions, pack: ProviderPack | null): string {
  const name = from ?? pack?.name;
  if (name === undefined) throw usageError('request_from');
  return name;
}

async function written(request: CheckRequest, output: string | undefined): Promise<string> {
  const name = output ?? requestFileName(request);
  const text = requestFileText(request);
  try {
    if (output === undefined) return resolve(await writeBesideOthers('.', name, text));
    await writeAtomically(output, text);
    return resolve(output);
  } catch (error) {
    throw new CliError(fileError(name, error));
  }
}
