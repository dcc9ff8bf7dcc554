/** Reads a report file for any command: within bounds, unsealed where it is sealed, and held against the request that it should answer. */
import type { Command } from 'commander';
import type { CheckRequest } from '../../diagnostics/model/check-request.ts';
import { bindingOf, isSound, type Binding } from '../services/opened-report.ts';
import { openReportFile, type OpenedFile } from '../services/report-files.ts';
import { loadRequest } from '../services/request-files.ts';
import { accepted } from '../services/said-error.ts';
import { loadIdentity } from '../services/sealed-report.ts';
import { stateFolder } from '../services/state-folder.ts';
import { message } from '../../diagnostics/model/message.ts';
import { CliError } from './cli-error.ts';
import type { CliContext } from './context.ts';

export interface OpenOptions {
  /** File or link of the request that the report should answer. */
  readonly request?: string | undefined;
  /** Identity file of age. */
  readonly identity?: string;
}

export function addOpenOptions(command: Command, { t }: CliContext): Command {
  return command
    .option('--request <file|link>', t.text('cli.option.answers'))
    .option('--identity <file>', t.text('cli.option.identity'));
}

export interface BoundReport {
  readonly file: OpenedFile;
  readonly binding: Binding;
}

/** Throws what is wrong with the file itself; whether it answers its request stands beside it. */
export async function openReport(
  { io }: CliContext,
  path: string,
  { request, identity }: OpenOptions,
): Promise<BoundReport> {
  const asked: CheckRequest | null = request === undefined ? null : accepted(await loadRequest(request));
  const keys = identity === undefined ? null : accepted(await loadIdentity(identity));
  const file = await openReportFile(path, keys);
  if (!file.ok) throw new CliError(file.error);
  return { file: file.value, binding: await bindingOf(file.value, asked, stateFolder(io.env)) };
}

/** For commands that build on what a report says: one that is not what was asked for, or not as it was made, ends here. */
export async function readReport(
  context: CliContext,
  path: string,
  options: OpenOptions,
): Promise<OpenedFile> {
  const { file, binding } = await openReport(context, path, options);
  const isRefused = options.request === undefined ? binding.state === 'edited' : !isSound(binding);
  if (isRefused) throw bindingError(binding, file);
  return file;
}

export const bindingError = ({ state, request }: Binding, { report }: OpenedFile): CliError =>
  new CliError(
    message(`request.binding.${state}`, { reference: request?.reference ?? report.askedBy?.reference ?? '' }),
  );
