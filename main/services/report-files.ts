/** Reports and tickets on disk. */
import { basename, resolve } from 'node:path';
import {
  buildTicket,
  bundleLimits,
  parseReportJson,
  readBundle,
  renderSummary,
  renderTicket,
  renderTicketMail,
  ticketFileName,
  writeBundle,
  type ProviderPack,
  type TicketFormat,
  type Translator,
} from '../../diagnostics/index.ts';
import { message, type Message } from '../../diagnostics/model/message.ts';
import type { Report } from '../../diagnostics/model/report.ts';
import type { Ticket } from '../../diagnostics/model/ticket.ts';
import { writeAtomically, writeBesideOthers } from './file-writer.ts';
import { readBounded } from './read-bounded.ts';

export type ReadReport =
  | { readonly ok: true; readonly report: Report; readonly pack: string | null }
  | { readonly ok: false; readonly error: Message };

/** A `.faultline` file, or the JSON of a report. */
export async function readReportFile(path: string): Promise<ReadReport> {
  const loaded = await load(path);
  if (!loaded.ok) return loaded;
  const start = loaded.bytes
    .subarray(0, 64)
    .toString('utf8')
    .replace(/^\uFEFF/u, '')
    .trimStart();
  if (start.startsWith('{')) {
    const parsed = parseReportJson(loaded.bytes.toString('utf8').replace(/^\uFEFF/u, ''));
    return parsed.ok ? { ...parsed, pack: null } : parsed;
  }
  return readBundle(loaded.bytes);
}

type Loaded = { readonly ok: true; readonly bytes: Buffer } | { readonly ok: false; readonly error: Message };

async function load(path: string): Promise<Loaded> {
  try {
    const bytes = await readBounded(path, bundleLimits.file);
    if (bytes === null)
      return {
        ok: false,
        error: message('report.bundle.too_large', { megabytes: bundleLimits.file / 1024 / 1024 }),
      };
    return { ok: true, bytes };
  } catch (error) {
    return { ok: false, error: fileError(path, error) };
  }
}

/** What a file error means for a person. */
export function fileError(path: string, error: unknown): Message {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? 'UNKNOWN';
  const known = [
    'ENOENT',
    'EACCES',
    'EPERM',
    'EISDIR',
    'ENOTDIR',
    'ENOSPC',
    'EROFS',
    'EEXIST',
    'ENAMETOOLONG',
  ];
  return message(`cli.file.${known.includes(code) ? code : 'other'}`, { file: path.slice(0, 500), code });
}

export interface SaveOptions {
  readonly t: Translator;
  readonly packs: readonly ProviderPack[];
}

const packOf = (report: Report, packs: readonly ProviderPack[]): ProviderPack | null =>
  packs.find(({ id }) => id === report.provider?.id) ?? null;

/** The `.faultline` file of a report, with its summary and tickets. */
function bundleOf(report: Report, options: TicketFileOptions): Promise<Uint8Array> {
  const pack = packOf(report, options.packs);
  // What is meant for the sender alone is no part of what the desk gets.
  const tickets = ticketTexts(report, { ...options, forSender: false });
  const extras = { summary: renderSummary(report, options.t), tickets, ...(pack === null ? {} : { pack }) };
  return writeBundle(report, extras);
}

/** Writes the bundle; returns the absolute path. */
export async function saveBundle(path: string, report: Report, options: SaveOptions): Promise<string> {
  await writeAtomically(path, await bundleOf(report, { ...options, attachmentName: basename(path) }));
  return resolve(path);
}

export interface TicketFileOptions extends SaveOptions {
  /** Name under which the report is saved, and under which a ticket names it. */
  readonly attachmentName?: string | undefined;
}

/** One file per problem; returns the absolute paths. */
export async function saveTickets(
  folder: string,
  report: Report,
  options: TicketFileOptions,
): Promise<readonly string[]> {
  const prefix = report.request.target.domain.replace(/[^a-z0-9.-]/gu, '_').slice(0, 100);
  const paths: string[] = [];
  for (const { name, text } of ticketTexts(report, { ...options, forSender: true })) {
    paths.push(resolve(await writeBesideOthers(folder, `${prefix}-${name}`, text)));
  }
  return paths;
}

const ticketOf = (report: Report, index: number, { t, packs, attachmentName }: TicketFileOptions): Ticket =>
  buildTicket(report, index, {
    t,
    pack: packOf(report, packs),
    ...(attachmentName === undefined ? {} : { attachmentName }),
  });

function ticketTexts(
  report: Report,
  options: TicketFileOptions & { readonly forSender: boolean },
): readonly { readonly name: string; readonly text: string }[] {
  const { t, forSender } = options;
  return report.problems.map((_problem, index) => {
    const ticket = ticketOf(report, index, options);
    return {
      name: `${ticketFileName(ticket, index)}.txt`,
      text: renderTicket(ticket, 'text', t, { forSender }),
    };
  });
}

/** One ticket in any format. A mail carries the report file. */
export async function ticketContent(
  report: Report,
  index: number,
  format: TicketFormat,
  options: TicketFileOptions,
): Promise<string | Uint8Array> {
  const ticket = ticketOf(report, index, options);
  if (format !== 'eml') return renderTicket(ticket, format, options.t);
  const [attachment] = ticket.attachments;
  if (attachment === undefined) return renderTicketMail(ticket, options.t);
  const bytes = await bundleOf(report, options);
  return renderTicketMail(ticket, options.t, [{ ...attachment, bytes }]);
}
