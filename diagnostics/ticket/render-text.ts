/** A ticket as plain text: what is pasted into a form or a mail. Lines are not wrapped: forms do that themselves. */
import type { Ticket } from '../model/ticket.ts';
import { inertCell } from '../report/i18n/inert-text.ts';
import type { Translator } from '../report/i18n/translator.ts';
import type { Row } from '../report/rows.ts';
import { layoutOf, type RenderOptions, type TicketLayout } from './layout.ts';

export function ticketAsText(ticket: Ticket, t: Translator, options: RenderOptions = {}): string {
  const layout = layoutOf(ticket, t, options);
  const line = (label: string, value: string): string => t.text('report.labelled', { label, value });
  const lines = [
    ...senderLines(layout.forSender, line),
    line(layout.subject.label, layout.subject.value),
    ...bodyLines(layout, t),
  ];
  return `${lines.join('\n')}\n`;
}

/** The same without the subject: what stands in the message field of a form. */
export const ticketBody = (ticket: Ticket, t: Translator): string =>
  `${bodyLines(layoutOf(ticket, t, { forSender: false }), t)
    .join('\n')
    .trim()}\n`;

function bodyLines({ head, fields, sections, attachments }: TicketLayout, t: Translator): readonly string[] {
  const line = (label: string, value: string): string => t.text('report.labelled', { label, value });
  return [
    ...head.map(({ label, value }) => line(label, value)),
    ...(fields.length === 0 ? [] : ['', ...fields.map(({ label, value }) => line(label, value))]),
    ...sections.flatMap(({ label, paragraphs, items }) => [
      '',
      label.toLocaleUpperCase(t.language),
      // A paragraph stands at the start of a line: pasted into a table, it must not begin a formula.
      ...paragraphs.map(inertCell),
      ...items.map((item) => `- ${item}`),
    ]),
    ...(attachments.length === 0
      ? []
      : ['', t.text('ticket.section.attachments').toLocaleUpperCase(t.language)]),
    ...attachments.map(({ name, description }) => `- ${line(name, description)}`),
  ];
}

/** Stands before the ticket proper, each line marked as not belonging to it. */
function senderLines(
  part: TicketLayout['forSender'],
  line: (label: string, value: string) => string,
): readonly string[] {
  if (part === null) return [];
  const rowLines = ({ label, paragraphs, items }: Row): readonly string[] => [
    `# ${line(label, paragraphs.join(' '))}`.trimEnd(),
    ...items.map((item) => `#   - ${item}`),
  ];
  return [`# ${part.title}`, ...part.rows.flatMap(rowLines), ...part.notes.map((note) => `# - ${note}`), ''];
}
