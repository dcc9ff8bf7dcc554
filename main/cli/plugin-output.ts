/** `--format nagios`: the answer of a monitoring plugin in place of a report, with its own exit codes. */
import type { Command } from 'commander';
import { summarise } from '../../diagnostics/index.ts';
import type { Report } from '../../diagnostics/model/report.ts';
import { pluginAnswer, type PluginAnswer, type PluginOptions } from '../services/monitoring/plugin-answer.ts';
import { usageError } from './cli-error.ts';
import type { CliContext } from './context.ts';
import { wholeNumber, type OutputOptions } from './options.ts';
import type { HistoryChoice } from './recording.ts';

export interface PluginChoice {
  readonly expiryWarning?: number;
  readonly expiryCritical?: number;
}

/** Automatic renewal is tried for weeks before the end: two weeks before, something is amiss. */
const EXPIRY_DAYS = { warning: 14, critical: 3, most: 3650 } as const;

export const addPluginOptions = (command: Command, { t }: CliContext): Command =>
  command
    .option(
      '--expiry-warning <days>',
      t.text('cli.option.expiry_warning', { days: EXPIRY_DAYS.warning }),
      wholeNumber('--expiry-warning', 0, EXPIRY_DAYS.most),
    )
    .option(
      '--expiry-critical <days>',
      t.text('cli.option.expiry_critical', { days: EXPIRY_DAYS.critical }),
      wholeNumber('--expiry-critical', 0, EXPIRY_DAYS.most),
    );

export function pluginOptions({ engine, t }: CliContext, choice: PluginChoice): PluginOptions {
  const { expiryWarning: warning = EXPIRY_DAYS.warning } = choice;
  const { expiryCritical: critical = Math.min(EXPIRY_DAYS.critical, warning) } = choice;
  if (critical > warning) throw usageError('expiry_order', { warning, critical });
  return { t, expiry: { warning, critical }, now: engine.clock().now() };
}

export const pluginAnswerTo = (context: CliContext, report: Report, choice: PluginChoice): PluginAnswer =>
  pluginAnswer(summarise(report), pluginOptions(context, choice));

export function printPluginAnswer({ io }: CliContext, { line, exitCode }: PluginAnswer): number {
  io.stdout.write(line);
  return exitCode;
}

/** A monitoring program reads exit codes in its own way, also of wrong options. */
export const isForPlugin = (args: readonly string[]): boolean =>
  args.some(
    (arg, index) => arg === '--format=nagios' || (arg === '--format' && args[index + 1] === 'nagios'),
  );

/** Whoever wants to hear of changes alone, or feeds a monitoring program, wants no progress either. */
export const quietly = <T extends OutputOptions & HistoryChoice>(options: T): T =>
  options.onlyChanges === true || options.format === 'nagios' ? { ...options, quiet: true } : options;
