/** An ending that is told to the person in one sentence, with what to do next. */
import { message, type Message } from '../../diagnostics/model/message.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';

export class CliError extends Error {
  readonly said: Message;
  readonly exitCode: ExitCode;

  constructor(said: Message, exitCode: ExitCode = exitCodes.usage) {
    super(said.key);
    this.name = 'CliError';
    this.said = said;
    this.exitCode = exitCode;
  }
}

/** Wrong usage or input. */
export const usageError = (key: string, values: Message['values'] = {}): CliError =>
  new CliError(message(`cli.error.${key}`, values));

/** The value, or the error of a result as wrong input. */
export function valueOf<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Message },
): T {
  if (!result.ok) throw new CliError(result.error);
  return result.value;
}
