/** A ticket as plain text: what is pasted into a form or a mail. Lines are not wrapped: forms do that themselves. */
import type { Ticket, TicketField } from '../model/ticket.ts';
import type { Translator } from '../report/i18n/translator.ts';

export function ticketAsText(ticket: Ticket, t: Translator): string {
  const line = (label: string, value: string): string => t.text('report.labelled', { label, value });
  const head = headLines(ticket, t).map(({ label, value }) => line(label, value));
  const fields = ticket.fields.map((field) => line(field.label, fieldValue(field, t)));
  const sections = ticket.sections.flatMap(({ label, paragraphs, items }) => [
    '',
    `${label.toUpperCase()}`,
    ...paragraphs,
    ...items.map((item) => `- ${item}`),
  ]);
  const attachments = ticket.attachments.map(({ name, description }) => `- ${line(name, description)}`);
  const lines = [
    ...adviceLines(ticket, t),
    ...head,
    ...(fields.length === 0 ? [] : ['', ...fields]),
    ...sections,
    ...(attachments.length === 0
      ? []
      : ['', t.text('ticket.section.attachments').toUpperCase(), ...attachments]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Stands before the ticket proper, marked as not belonging to it. */
function adviceLines(ticket: Ticket, t: Translator): readonly string[] {
  const missing = ticket.fields.filter(({ value }) => value === null).length;
  const notes = [
    ...ticket.advice,
    ...(missing === 0 ? [] : [t.text('ticket.advice_missing', { count: missing })]),
  ];
  return notes.length === 0
    ? []
    : [`# ${t.text('ticket.before_sending')}`, ...notes.map((note) => `# - ${note}`), ''];
}

export interface HeadLine {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

/** To, subject, channel and priority; a guide for oneself has a subject only. */
export function headLines(ticket: Ticket, t: Translator): readonly HeadLine[] {
  const line = (id: string, value: string): readonly HeadLine[] =>
    value === '' ? [] : [{ id, label: t.text(`ticket.head.${id}`), value }];
  if (ticket.kind === 'self_help') return line('subject', ticket.subject);
  const { channel, priority } = ticket;
  const how =
    channel === null ? '' : [channel.text, channel.address ?? ''].filter((part) => part !== '').join(' · ');
  return [
    ...line('to', ticket.recipient.name),
    ...line('channel', how),
    ...(ticket.kind === 'provider_ticket'
      ? line('department', t.text(`ticket.department.${ticket.department}`))
      : []),
    ...line('subject', ticket.subject),
    ...(ticket.kind === 'provider_ticket' ? line('priority', `${priority.text} · ${priority.reason}`) : []),
  ];
}

export const fieldValue = ({ value, prompt }: TicketField, t: Translator): string =>
  value ?? t.text('ticket.fill_in', { prompt: prompt ?? '' });
