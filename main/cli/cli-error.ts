/** An ending that is told to the person in one sentence, with what to do next. */
import { message, type Message } from '../../diagnostics/model/message.ts';
import { SaidError } from '../services/said-error.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';

export class CliError extends SaidError {
  readonly exitCode: ExitCode;

  constructor(said: Message, exitCode: ExitCode = exitCodes.usage) {
    super(said);
    this.name = 'CliError';
    this.exitCode = exitCode;
  }
}

/** Wrong usage or input. */
export const usageError = (key: string, values: Message['values'] = {}): CliError =>
  new CliError(message(`cli.error.${key}`, values));
