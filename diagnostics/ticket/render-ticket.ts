/** The formats in which a ticket leaves. A further format is one more line here. */
import type { Ticket } from '../model/ticket.ts';
import { inertJson } from '../report/i18n/inert-text.ts';
import type { Translator } from '../report/i18n/translator.ts';
import { ticketAsMarkdown } from './render-markdown.ts';
import { ticketAsText } from './render-text.ts';

const renderers = {
  text: ticketAsText,
  md: ticketAsMarkdown,
  json: (ticket: Ticket): string => `${inertJson(ticket, 2)}\n`,
} as const satisfies Record<string, (ticket: Ticket, t: Translator) => string>;

export type TicketFormat = keyof typeof renderers;
export const ticketFormats = Object.keys(renderers) as readonly TicketFormat[];

/** The translator must be of the ticket's language. */
export const renderTicket = (ticket: Ticket, format: TicketFormat, t: Translator): string =>
  renderers[format](ticket, t);

/** `1-tls-certificate-expired.txt`: plain on every file system. */
export function ticketFileName(ticket: Ticket, problemIndex: number): string {
  const cause = ticket.problem.rootCause
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .slice(0, 60)
    .replace(/^-|-$/gu, '');
  return `${problemIndex + 1}-${cause || 'problem'}`;
}
