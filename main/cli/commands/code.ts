/** `faultline code XXXX-XXXX`: what a customer read out on the telephone, and an answer. */
import type { Command } from 'commander';
import {
  codeRows,
  decideCode,
  inertJson,
  readPhoneCode,
  renderReply,
  renderRows,
  replyToCode,
  type ProviderPack,
} from '../../../diagnostics/index.ts';
import { loadPackSet } from '../../services/knowledge.ts';
import { accepted } from '../../services/said-error.ts';
import { CliError } from '../cli-error.ts';
import type { CliContext, Finish } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { checkFacts } from '../fact-choice.ts';
import { addOutputOptions, textStyle, type OutputOptions } from '../options.ts';
import { addPolicyOptions, checkPolicy, type PolicyChoice } from '../policy-choice.ts';
import { printDeskNotes } from './reply.ts';

type CodeOptions = OutputOptions & PolicyChoice;

export function addCode(program: Command, context: CliContext, finish: Finish): void {
  const { t } = context;
  const command = program
    .command('code')
    .description(t.text('cli.code.description'))
    .argument('<code...>', t.text('cli.argument.code'));
  addPolicyOptions(command, context);
  addOutputOptions(command, context, ['text', 'json']);
  command.action(async (words: readonly string[], options: CodeOptions) =>
    finish(await code(context, words, options)),
  );
}

/** Typed with spaces, a code comes as several words. */
async function code(context: CliContext, words: readonly string[], options: CodeOptions): Promise<number> {
  const { io, t } = context;
  const read = readPhoneCode(words.join(' '));
  if (!read.ok) throw new CliError(read.error);
  const { code: canonical, meaning } = read;
  const pack = await policyOf(context, options);
  const now = new Date(context.engine.clock().now()).toISOString();
  const reply = replyToCode(meaning, decideCode(meaning, pack, { ...options, now }), { t, pack });
  const style = textStyle(context, options);
  io.stdout.write(
    options.format === 'json'
      ? `${inertJson({ schemaVersion: 1, code: canonical, meaning, reply }, 2)}\n`
      : `${[...renderRows(codeRows(meaning, t), style, { indent: 0 }), '', style.paint('bold', t.text('reply.title'))].join('\n')}\n${renderReply(reply, 'text')}`,
  );
  printDeskNotes(context, reply.forDesk);
  return exitCodes.healthy;
}

/** The desk knows the provider and the product that the customer did not choose. */
async function policyOf({ resources }: CliContext, options: CodeOptions): Promise<ProviderPack | null> {
  const { packs, library } = accepted(await loadPackSet(resources, options.pack ?? []));
  checkFacts({ packs, library }, options.fact);
  return checkPolicy(packs, options);
}
