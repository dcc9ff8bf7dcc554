/** Looks at `--save` and `--ticket` before the run: nobody should wait for a diagnosis that cannot be stored. */
import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import type { ProviderPack } from '../../diagnostics/index.ts';
import type { PolicyOptions } from '../services/build-request.ts';
import { refusal } from '../services/said-error.ts';
import { canSealFor, isSealed } from '../services/sealed-report.ts';
import { fileError } from '../services/file-error.ts';
import { CliError, usageError } from './cli-error.ts';
import type { CliContext } from './context.ts';
import type { SaveTargets } from './report-output.ts';

export const addSaveOptions = (command: Command, { t }: CliContext): Command =>
  command
    .option('--save <file>', t.text('cli.option.save'))
    .option('--seal', t.text('cli.option.seal'))
    .option('--ticket <folder>', t.text('cli.option.ticket'));

export async function checkSaveTargets({ save, ticket, seal }: SaveTargets): Promise<void> {
  if (seal === true && save === undefined) throw usageError('seal_needs_save');
  if (save !== undefined) await checkSave(save);
  if (ticket !== undefined) await checkFolder(ticket);
}

/** Nobody should wait for a diagnosis that cannot be sealed: whom for has to be known before. */
export function checkSeal(
  packs: readonly ProviderPack[],
  { provider, seal }: SaveTargets & PolicyOptions,
): void {
  const pack = packs.find(({ id }) => id === provider) ?? null;
  if (seal === true && !canSealFor(pack)) throw refusal('report.sealed.no_recipient');
}

/** An earlier report may be replaced; anything else under that name belongs to the person. */
async function checkSave(path: string): Promise<void> {
  const folder = dirname(resolve(path));
  try {
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new CliError(fileError(folder, error));
  }
  if (!(await exists(path))) return;
  // Anything but a plain file (a pipe, a device) is not ours, and opening it could wait for ever.
  const isOurs = (await stat(path)).isFile() && (await startsLikeReport(path));
  if (!isOurs) throw usageError('save_exists', { file: path.slice(0, 500) });
}

/** The folder is made when the tickets are written: what stands above it has to be a folder that can be written to. */
export async function checkFolder(path: string): Promise<void> {
  let folder = resolve(path);
  while (!(await exists(folder)) && dirname(folder) !== folder) folder = dirname(folder);
  try {
    if (!(await stat(folder)).isDirectory())
      throw usageError('ticket_not_folder', { file: folder.slice(0, 500) });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw error instanceof CliError ? error : new CliError(fileError(folder, error));
  }
}

/** A file that one command writes: its folder has to be there, and what stands under the name has to be a plain file. */
export async function checkOutput(path: string): Promise<void> {
  const folder = dirname(resolve(path));
  try {
    await access(folder, constants.W_OK);
    if ((await exists(path)) && !(await stat(path)).isFile())
      throw usageError('output_not_file', { file: path.slice(0, 500) });
  } catch (error) {
    throw error instanceof CliError ? error : new CliError(fileError(folder, error));
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

async function startsLikeReport(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer } = await file.read(Buffer.alloc(32), 0, 32, 0);
      return buffer.toString('latin1', 0, 4) === 'PK\u0003\u0004' || isSealed(buffer);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new CliError(fileError(path, error));
  }
}
