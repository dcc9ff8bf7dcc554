/** Options that several commands share, and the parsers of their values. */
import { Option, type Command } from 'commander';
import { languages, services, type Service } from '../../diagnostics/model/vocabulary.ts';
import type { GivenFacts } from '../services/build-request.ts';
import type { CliContext } from './context.ts';
import { usageError } from './cli-error.ts';
import { ansiPaint, noPaint, type TextStyle } from '../../diagnostics/index.ts';

export interface OutputOptions {
  readonly lang?: string;
  readonly format: string;
  readonly color: boolean;
  readonly quiet?: boolean;
}

export function addOutputOptions(command: Command, context: CliContext, formats: readonly string[]): Command {
  const { t } = context;
  return command
    .addOption(choice('--format <format>', t.text('cli.option.format'), formats).default(formats[0]))
    .addOption(choice('--lang <language>', t.text('cli.option.lang'), languages))
    .option('--no-color', t.text('cli.option.no_color'))
    .option('--quiet', t.text('cli.option.quiet'));
}

/** Like commander's choices, with our own words when the value is none of them. */
export function choice(flags: string, description: string, values: readonly string[]): Option {
  const option = new Option(flags, `${description} (${values.join(', ')})`);
  return option.argParser((value: string) => {
    if (values.includes(value)) return value;
    const name = option.long ?? flags;
    throw usageError('invalid_choice', {
      option: name,
      value: value.slice(0, 100),
      choices: values.join(', '),
    });
  });
}

/** For options that may be given several times. */
export const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [
  ...earlier,
  value,
];

/** Which services alone, of those that there are. */
export const serviceOption = ({ t }: CliContext): Option =>
  new Option('--service <service>', `${t.text('cli.option.service')} (${services.join(', ')})`).argParser(
    collectServices,
  );

/** `--service web --service mail`, also `web,mail`. */
function collectServices(value: string, earlier: readonly Service[] = []): readonly Service[] {
  const given = value.split(',').map((name) => {
    const service = services.find((known) => known === name.trim());
    if (!service)
      throw usageError('invalid_choice', {
        option: '--service',
        value: name.slice(0, 100),
        choices: services.join(', '),
      });
    return service;
  });
  return [...new Set([...earlier, ...given])];
}

/** `--fact KEY=VALUE`; a later one of the same key wins. */
export function collectFacts(value: string, earlier: GivenFacts = {}): GivenFacts {
  const [, key, fact] = /^([A-Za-z0-9_][A-Za-z0-9_.-]{0,99})=(.{0,500})$/su.exec(value) ?? [];
  if (key === undefined || fact === undefined)
    throw usageError('invalid_fact', { value: value.slice(0, 100) });
  return { ...earlier, [key]: fact };
}

export function wholeNumber(option: string, min: number, max: number): (value: string) => number {
  return (value) => {
    const number = /^\d{1,9}$/u.test(value) ? Number(value) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw usageError('invalid_number', { option, value: value.slice(0, 100), min, max });
  };
}

export function timeOf(value: string): string {
  const time = new Date(value);
  // A date without a time or zone would be read in different zones by different programs.
  const isComplete = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:?\d{2})$/u.test(
    value,
  );
  if (!isComplete || Number.isNaN(time.getTime()))
    throw usageError('invalid_time', { value: value.slice(0, 100) });
  return time.toISOString();
}

/** Colour only on a terminal, and never when anything speaks against it (no-color.org). */
export function textStyle({ io }: CliContext, options: Pick<OutputOptions, 'color'>): TextStyle {
  const isPlain =
    !options.color || !io.stdout.isTerminal || Boolean(io.env['NO_COLOR']) || io.env['TERM'] === 'dumb';
  const columns = io.stdout.isTerminal ? io.stdout.columns : 100;
  return { width: Math.min(Math.max(columns, 40), 120), paint: isPlain ? noPaint : ansiPaint };
}
