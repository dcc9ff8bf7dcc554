/**
 * A ticket as a mail draft (`.eml`, RFC 5322) with the report attached: the same bytes for the same ticket. Opened with a mail program
 * it becomes a message that the person can still read, change and send by hand.
 */
import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Ticket } from '../model/ticket.ts';
import { inertLine } from '../report/i18n/inert-text.ts';
import type { Translator } from '../report/i18n/translator.ts';
import { ticketAsHtml } from './render-html.ts';
import { ticketBody } from './render-text.ts';

export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What is attached has to stand in `ticket.attachments` under the same name; the rest is left out. */
export async function renderTicketMail(
  ticket: Ticket,
  t: Translator,
  attachments: readonly Attachment[] = [],
): Promise<Uint8Array> {
  const named = new Set(ticket.attachments.map(({ name }) => name));
  const mark = createHash('sha256').update(JSON.stringify(ticket)).digest('hex').slice(0, 32);
  const mail = new MailComposer({
    // Without a sender: the mail program puts in the account that the person chooses.
    ...(ticket.recipient.address === null
      ? {}
      : { to: { name: inertLine(ticket.recipient.name), address: ticket.recipient.address } }),
    subject: inertLine(ticket.subject),
    date: new Date(ticket.createdAt),
    messageId: `<${mark}@faultline.invalid>`,
    baseBoundary: mark,
    boundaryPrefix: 'faultline',
    headers: [
      // Outlook opens a message with this header as a draft.
      { key: 'X-Unsent', value: '1' },
      { key: 'Content-Language', value: t.language },
      { key: 'X-Faultline-Fingerprint', value: ticket.fingerprint },
    ],
    text: ticketBody(ticket, t),
    html: ticketAsHtml(ticket, t, { forSender: false }),
    attachments: attachments
      .filter(({ name }) => named.has(name))
      .map(({ name, mediaType, bytes }) => ({
        filename: inertLine(name),
        contentType: mediaType,
        content: Buffer.from(bytes),
        contentDisposition: 'attachment',
      })),
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return new Uint8Array(await mail.compile().build());
}
