/** `faultline scope`: what a provider's policy says about a topic, without any diagnosis. */
import type { Command } from 'commander';
import {
  decideScope,
  inertJson,
  renderRows,
  scopeRows,
  topicNamed,
  type Vocabulary,
} from '../../../diagnostics/index.ts';
import { loadPackSet } from '../../services/knowledge.ts';
import { accepted } from '../../services/said-error.ts';
import { usageError } from '../cli-error.ts';
import type { CliContext, Finish } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { addOutputOptions, textStyle, timeOf, type OutputOptions } from '../options.ts';
import { checkFacts } from '../fact-choice.ts';
import { nearTopics } from '../near-topics.ts';
import { addPolicyOptions, checkPolicy, choosePack, type PolicyChoice } from '../policy-choice.ts';

interface ScopeOptions extends OutputOptions, PolicyChoice {
  readonly topic?: string;
  readonly at?: string;
}

export function addScope(program: Command, context: CliContext, finish: Finish): void {
  const { t } = context;
  const command = program.command('scope').description(t.text('cli.scope.description'));
  addPolicyOptions(command, context)
    .option('--topic <topic>', t.text('cli.option.topic'))
    .option('--at <time>', t.text('cli.option.at'), timeOf);
  addOutputOptions(command, context, ['text', 'json']);
  command.action(async (options: ScopeOptions) => finish(await scope(context, options)));
}

async function scope(context: CliContext, options: ScopeOptions): Promise<number> {
  const { engine, io, resources, t } = context;
  const { packs, library } = accepted(await loadPackSet(resources, options.pack ?? []));
  if (options.provider === undefined) throw usageError('missing_option', { option: '--provider' });
  const pack = choosePack(packs, options.provider);
  checkPolicy(packs, options);
  checkFacts({ packs, library }, options.fact);
  const decision = decideScope({
    pack,
    product: options.product ?? null,
    tier: options.tier ?? null,
    topic: topicOf(options.topic, library.vocabulary),
    facts: options.fact ?? {},
    at: options.at ?? new Date(engine.clock().now()).toISOString(),
  });
  if (options.format === 'json') io.stdout.write(`${inertJson(decision, 2)}\n`);
  else
    io.stdout.write(
      `${renderRows(scopeRows(decision, t), textStyle(context, options), { indent: 0 }).join('\n')}\n`,
    );
  return exitCodes.healthy;
}

/** Unknown topics are a typing error: the policy would silently say nothing about them. */
function topicOf(given: string | undefined, vocabulary: Vocabulary): string {
  if (given === undefined) throw usageError('missing_option', { option: '--topic' });
  const topic = topicNamed(vocabulary, given);
  if (topic !== null) return topic;
  throw usageError('unknown_topic', {
    topic: given.slice(0, 100),
    list: nearTopics(given, vocabulary).join(', '),
  });
}
