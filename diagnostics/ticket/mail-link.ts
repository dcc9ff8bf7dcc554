/** A draft for the mail program as a `mailto:` address (RFC 6068). It cannot carry a file, so it says where the report stands. */
import type { Ticket } from '../model/ticket.ts';
import type { Translator } from '../report/i18n/translator.ts';
import { ticketBody } from './render-text.ts';

/** What every system still opens: Windows cuts a command line of a link at about two thousand characters. */
const MAX_LENGTH = 1900;

/** Null for a guide to oneself, and for a desk that takes no mail. */
export function mailToOf(ticket: Ticket, t: Translator): string | null {
  const { kind, recipient, subject } = ticket;
  if (kind === 'self_help' || (kind === 'provider_ticket' && recipient.address === null)) return null;
  const start = `mailto:${encodeURIComponent(recipient.address ?? '').replace('%40', '@')}?subject=${encodeURIComponent(subject)}&body=`;
  const whole = start + encoded(ticketBody(ticket, t));
  return whole.length <= MAX_LENGTH ? whole : start + encoded(t.text('ticket.mail_too_long'));
}

/** RFC 6068 section 5: line breaks are %0D%0A. */
const encoded = (text: string): string => encodeURIComponent(text.replaceAll('\n', '\r\n'));
