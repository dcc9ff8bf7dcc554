/** Runs one command line and returns its exit code. Nothing a person types ends in a stack trace. */
import { CommanderError } from 'commander';
import { createTranslator, inertLine, withoutSecrets } from '../../diagnostics/index.ts';
import { loadCatalogues } from '../services/catalogues.ts';
import type { Engine } from '../services/engine.ts';
import { findResources, toolVersionOf } from '../services/resource-paths.ts';
import { pluginRefusal } from '../services/monitoring/plugin-answer.ts';
import { SaidError } from '../services/said-error.ts';
import { CliError, usageError } from './cli-error.ts';
import { commanderMessage } from './commander-errors.ts';
import type { CliContext } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import type { CliIo } from './io.ts';
import { chooseLanguage } from './language.ts';
import { isForPlugin, printPluginAnswer } from './plugin-output.ts';
import { createProgram } from './program.ts';

/** `args` without the program's own name. */
export async function runCli(args: readonly string[], io: CliIo, engine: Engine): Promise<number> {
  const { context, refusal } = await prepared(args, io, engine);
  let code: number = exitCodes.healthy;
  try {
    if (refusal !== null) throw refusal;
    await createProgram(context, (result) => {
      code = result;
    }).parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (!isForPlugin(args)) return explain(error, context);
    return explainToPlugin(error, context);
  }
}

interface Prepared {
  readonly context: CliContext;
  /** Why nothing can be done with it but say so. */
  readonly refusal: CliError | null;
}

/** Where the resources that the person chose cannot be used, those of the program itself give the words to say it. */
async function prepared(args: readonly string[], io: CliIo, engine: Engine): Promise<Prepared> {
  try {
    return { context: await createContext(args, io, engine), refusal: null };
  } catch (error) {
    const { FAULTLINE_RESOURCES: path, ...env } = io.env;
    if (!path) throw error;
    const context = await createContext(args, { ...io, env }, engine);
    return { context, refusal: usageError('unusable_resources', { path: inertLine(path) }) };
  }
}

async function createContext(args: readonly string[], io: CliIo, engine: Engine): Promise<CliContext> {
  const resources = findResources(io.env);
  const catalogues = await loadCatalogues(resources);
  const translator: CliContext['translator'] = (language) =>
    createTranslator(language, catalogues, { timeZone: io.timeZone });
  return {
    io,
    engine,
    resources,
    catalogues,
    translator,
    t: translator(chooseLanguage(args, io.env)),
    toolVersion: await toolVersionOf(resources),
  };
}

/** In the one line that it reads, and as unknown whatever went wrong. */
function explainToPlugin(error: unknown, context: CliContext): number {
  let said = '';
  const stderr = {
    ...context.io.stderr,
    write: (text: string) => {
      said += text;
    },
  };
  explain(error, { ...context, io: { ...context.io, stderr } });
  return printPluginAnswer(context, pluginRefusal(said.trim().replace(/^faultline ?: /u, '')));
}

function explain(error: unknown, { io, t }: CliContext): number {
  // A refusal may quote what was typed.
  const say = (text: string): void =>
    io.stderr.write(`${t.text('cli.error_prefix', { text: withoutSecrets(text) })}\n`);
  if (error instanceof SaidError) {
    say(t(error.said));
    return error instanceof CliError ? error.exitCode : exitCodes.usage;
  }
  if (error instanceof CommanderError) {
    const said = commanderMessage(error);
    if (said === null) return exitCodes.healthy;
    say(t(said));
    return exitCodes.usage;
  }
  // Our own bug: one sentence, and the trace for those who ask for it.
  const text = error instanceof Error ? error.message : String(error);
  say(t.text('cli.error.internal', { text: inertLine(text).slice(0, 300) }));
  if (io.env['FAULTLINE_DEBUG'] && error instanceof Error)
    io.stderr.write(`${withoutSecrets(error.stack ?? '')}\n`);
  return exitCodes.noDiagnosis;
}
