/** Commander's own complaints in our words. Its codes are stable; the names come out of its English text. */
import type { CommanderError } from 'commander';
import { message, type Message } from '../../diagnostics/model/message.ts';

const known: Readonly<Record<string, string>> = {
  'commander.unknownOption': 'unknown_option',
  'commander.unknownCommand': 'unknown_command',
  'commander.missingArgument': 'missing_argument',
  'commander.optionMissingArgument': 'option_missing_argument',
  'commander.missingMandatoryOptionValue': 'missing_option',
  'commander.excessArguments': 'excess_arguments',
};

/** Null for endings that are no errors: help and version. */
export function commanderMessage(error: CommanderError): Message | null {
  if (error.exitCode === 0) return null;
  if (error.code === 'commander.help') return message('cli.error.no_command');
  const key = known[error.code] ?? 'usage';
  const option = (/'([^']{1,200})'/u.exec(error.message)?.[1] ?? '').slice(0, 100);
  const hint = /Did you mean (?:one of )?([^?)]{1,100})\?/u.exec(error.message)?.[1] ?? '';
  return message(`cli.error.${key}`, { option, hint, hasHint: hint !== '' });
}
