/** The formats in which a ticket leaves. A further format is one more line here; a mail is made by `renderTicketMail`. */
import type { Ticket } from '../model/ticket.ts';
import { inertJson } from '../report/i18n/inert-text.ts';
import type { Translator } from '../report/i18n/translator.ts';
import type { RenderOptions } from './layout.ts';
import { ticketForWhmcs, ticketForZammad } from './render-forms.ts';
import { ticketAsHtml } from './render-html.ts';
import { ticketAsMarkdown } from './render-markdown.ts';
import { ticketAsText } from './render-text.ts';

const renderers = {
  text: ticketAsText,
  md: ticketAsMarkdown,
  html: ticketAsHtml,
  json: (ticket: Ticket): string => `${inertJson(ticket, 2)}\n`,
  whmcs: ticketForWhmcs,
  zammad: ticketForZammad,
} as const satisfies Record<string, (ticket: Ticket, t: Translator, options: RenderOptions) => string>;

type TextFormat = keyof typeof renderers;
export type TicketFormat = TextFormat | 'eml';
export const ticketFormats: readonly TicketFormat[] = [
  'text',
  'md',
  'html',
  'eml',
  'json',
  'whmcs',
  'zammad',
];

/** The translator must be of the ticket's language. */
export const renderTicket = (
  ticket: Ticket,
  format: TextFormat,
  t: Translator,
  options: RenderOptions = {},
): string => renderers[format](ticket, t, options);

/** `1-tls-certificate-expired`: plain on every file system. */
export function ticketFileName(ticket: Ticket, problemIndex: number): string {
  const cause = ticket.problem.rootCause
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .slice(0, 60)
    .replace(/^-|-$/gu, '');
  return `${problemIndex + 1}-${cause || 'problem'}`;
}
