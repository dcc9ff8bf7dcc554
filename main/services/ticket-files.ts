/** Report files, and the tickets that go with them, on disk. */
import { basename, resolve } from 'node:path';
import {
  buildTicket,
  renderSummary,
  renderTicket,
  renderTicketMail,
  shareReport,
  ticketFileName,
  writeBundle,
  type Affected,
  type ProviderPack,
  type SharedReport,
  type TicketFormat,
  type Translator,
} from '../../diagnostics/index.ts';
import type { CheckRequest } from '../../diagnostics/model/check-request.ts';
import type { Report } from '../../diagnostics/model/report.ts';
import type { Ticket } from '../../diagnostics/model/ticket.ts';
import { canSealFor, sealedFor } from './sealed-report.ts';
import { writeAtomically, writeBesideOthers } from './file-writer.ts';

export interface TicketFileOptions {
  readonly t: Translator;
  readonly packs: readonly ProviderPack[];
  /** Name under which the report is saved, and under which a ticket names it. */
  readonly attachmentName?: string | undefined;
  /** The request that the report was made for, where it is at hand: seals the report file. */
  readonly request?: CheckRequest | null;
  /** The report file is encrypted for the provider’s desk. */
  readonly isSealed?: boolean | undefined;
  /** One ticket for all that share its cause. */
  readonly affected?: Affected | undefined;
}

export const packOf = (report: Report, packs: readonly ProviderPack[]): ProviderPack | null =>
  packs.find(({ id }) => id === report.provider?.id) ?? null;

/** The `.faultline` file of a report, with its summary and tickets. */
function bundleOf(report: Report, options: TicketFileOptions): Promise<Uint8Array> {
  const pack = packOf(report, options.packs);
  // What is meant for the sender alone is no part of what the desk gets.
  const tickets = ticketTexts(report, options, false);
  return writeBundle(report, {
    summary: renderSummary(report, options.t),
    tickets,
    ...(pack === null ? {} : { pack }),
    request: options.request ?? null,
  });
}

/** As it leaves this machine: for the desk alone where the person wants that. */
export async function leavingBundle(report: Report, options: TicketFileOptions): Promise<Uint8Array> {
  const bytes = await bundleOf(report, options);
  return options.isSealed === true ? sealedFor(packOf(report, options.packs), bytes) : bytes;
}

/** Writes the whole report; returns the absolute path. */
export async function saveBundle(path: string, report: Report, options: TicketFileOptions): Promise<string> {
  await writeAtomically(path, await leavingBundle(report, { ...options, attachmentName: basename(path) }));
  return resolve(path);
}

/** One file per problem, as it may leave; returns the absolute paths. */
export async function saveTickets(
  folder: string,
  report: Report,
  options: TicketFileOptions,
): Promise<readonly string[]> {
  const prefix = report.request.target.domain.replace(/[^a-z0-9.-]/gu, '_').slice(0, 100);
  const paths: string[] = [];
  for (const { name, text } of ticketTexts(shareReport(report).report, options, true)) {
    paths.push(resolve(await writeBesideOthers(folder, `${prefix}-${name}`, text)));
  }
  return paths;
}

const ticketOf = (
  report: Report,
  index: number,
  { t, packs, attachmentName, affected }: TicketFileOptions,
): Ticket =>
  buildTicket(report, index, {
    t,
    pack: packOf(report, packs),
    ...(attachmentName === undefined ? {} : { attachmentName }),
    ...(affected === undefined ? {} : { affected }),
  });

function ticketTexts(
  report: Report,
  options: TicketFileOptions,
  forSender: boolean,
): readonly { readonly name: string; readonly text: string }[] {
  return report.problems.map((_problem, index) => {
    const ticket = ticketOf(report, index, options);
    return {
      name: `${ticketFileName(ticket, index)}.txt`,
      text: renderTicket(ticket, 'text', options.t, { forSender }),
    };
  });
}

/** One ticket as it may leave: the report behind it has been through `shareReport`. */
export interface PreparedTicket {
  readonly ticket: Ticket;
  readonly shared: SharedReport;
  /** The report that goes along is encrypted, since the provider's pack names to whom. */
  readonly isSealed: boolean;
  /** The report file that goes along; null for letters and guides. */
  bundle(): Promise<Uint8Array | null>;
  content(format: TicketFormat): Promise<string | Uint8Array>;
}

export function prepareTicket(
  shared: SharedReport,
  index: number,
  options: TicketFileOptions,
): PreparedTicket {
  const { report } = shared;
  const ticket = ticketOf(report, index, options);
  const [attachment] = ticket.attachments;
  const isSealed = attachment !== undefined && canSealFor(packOf(report, options.packs));
  const bundle = async (): Promise<Uint8Array | null> =>
    attachment === undefined ? null : leavingBundle(report, { ...options, affected: undefined, isSealed });
  return {
    ticket,
    shared,
    isSealed,
    bundle,
    content: async (format) => {
      if (format !== 'eml') return renderTicket(ticket, format, options.t);
      const bytes = await bundle();
      const files = attachment === undefined || bytes === null ? [] : [{ ...attachment, bytes }];
      return renderTicketMail(ticket, options.t, files);
    },
  };
}
