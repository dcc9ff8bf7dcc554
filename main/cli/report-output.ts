/** Prints a finished report in the chosen format, and saves what was asked for. */
import { basename } from 'node:path';
import {
  inertJson,
  renderReport,
  type PrivateNames,
  type ProviderPack,
  type Translator,
} from '../../diagnostics/index.ts';
import type { CheckRequest } from '../../diagnostics/model/check-request.ts';
import type { Report } from '../../diagnostics/model/report.ts';
import { savePrivateMap } from '../services/private-map.ts';
import { fileError } from '../services/file-error.ts';
import { SaidError } from '../services/said-error.ts';
import { saveBundle, saveTickets } from '../services/ticket-files.ts';
import { CliError } from './cli-error.ts';
import type { CliContext } from './context.ts';
import { textStyle, type OutputOptions } from './options.ts';
import { exitCodes } from './exit-codes.ts';

/** `ndjson` has printed the report already, inside its last event. */
export function printReport(context: CliContext, report: Report, options: OutputOptions): void {
  const { io, t } = context;
  if (options.format === 'json') io.stdout.write(`${inertJson(report, 2)}\n`);
  else if (options.format === 'text') io.stdout.write(renderReport(report, t, textStyle(context, options)));
}

export interface SaveTargets {
  readonly save?: string | undefined;
  readonly ticket?: string | undefined;
  readonly seal?: boolean;
}

interface Saving {
  readonly packs: readonly ProviderPack[];
  readonly t: Translator;
  /** What the pseudonyms stand for, when this run made them; kept on this machine. */
  readonly names?: PrivateNames;
  readonly env?: CliContext['io']['env'];
  /** The desk’s request that was carried out: seals the report file. */
  readonly request?: CheckRequest | null;
}

/** Returns the lines that say what lies where. */
export async function saveReport(
  report: Report,
  targets: SaveTargets,
  { packs, t, names, env = {}, request = null }: Saving,
): Promise<readonly string[]> {
  const lines: string[] = [];
  if (targets.save !== undefined) {
    const file = await reportingErrors(targets.save, () =>
      saveBundle(targets.save ?? '', report, { t, packs, request, isSealed: targets.seal }),
    );
    const provider = report.provider?.id ?? '';
    lines.push(
      targets.seal === true
        ? t.text('cli.saved.sealed', { file, provider })
        : t.text('cli.saved.report', { file }),
    );
    if (names !== undefined) await savePrivateMap(env, report.id, names).catch(() => null);
  }
  if (targets.ticket !== undefined) {
    const files = await reportingErrors(targets.ticket, () =>
      saveTickets(targets.ticket ?? '', report, {
        t,
        packs,
        attachmentName: targets.save === undefined ? undefined : basename(targets.save),
      }),
    );
    lines.push(...files.map((file) => t.text('cli.saved.ticket', { file })));
    if (files.length === 0) lines.push(t.text('cli.saved.no_ticket'));
  }
  return lines;
}

async function reportingErrors<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SaidError) throw error;
    throw new CliError(fileError(path, error), exitCodes.usage);
  }
}
