/** A ticket as Markdown. All text is escaped: a banner can neither make a link nor a heading nor an image. */
import type { Ticket } from '../model/ticket.ts';
import type { Translator } from '../report/i18n/translator.ts';
import { layoutOf, type RenderOptions, type TicketLayout } from './layout.ts';

export function ticketAsMarkdown(ticket: Ticket, t: Translator, options: RenderOptions = {}): string {
  const layout = layoutOf(ticket, t, options);
  const lines = [
    ...senderLines(layout.forSender, t),
    `# ${escapeMarkdown(layout.subject.value)}`,
    '',
    ...bodyLines(layout, t),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** The same without the subject, for forms that read Markdown. */
export const ticketBodyAsMarkdown = (ticket: Ticket, t: Translator): string =>
  `${bodyLines(layoutOf(ticket, t, { forSender: false }), t)
    .join('\n')
    .trim()}\n`;

const bold = (label: string, value: string, t: Translator): string =>
  `- **${escapeMarkdown(t.text('report.labelled', { label, value: '' }).trimEnd())}** ${escapeMarkdown(value)}`.trimEnd();

function bodyLines({ head, fields, sections, attachments }: TicketLayout, t: Translator): readonly string[] {
  return [
    ...[...head, ...fields].map(({ label, value }) => bold(label, value, t)),
    ...sections.flatMap(({ label, paragraphs, items }) => [
      '',
      `## ${escapeMarkdown(label)}`,
      ...paragraphs.flatMap((text) => ['', escapeMarkdown(text)]),
      ...(items.length === 0 ? [] : ['', ...items.map((item) => `- ${escapeMarkdown(item)}`)]),
    ]),
    ...(attachments.length === 0
      ? []
      : ['', `## ${escapeMarkdown(t.text('ticket.section.attachments'))}`, '']),
    ...attachments.map(({ name, description }) => bold(name, description, t)),
  ];
}

/** A quotation in front: a reader sees at once that it is no part of the ticket. */
function senderLines(part: TicketLayout['forSender'], t: Translator): readonly string[] {
  if (part === null) return [];
  const rows = part.rows.flatMap(({ label, paragraphs, items }) => [
    bold(label, paragraphs.join(' '), t),
    ...items.map((item) => `  - ${escapeMarkdown(item)}`),
  ]);
  const notes = part.notes.map((note) => `- ${escapeMarkdown(note)}`);
  return [`> **${escapeMarkdown(part.title)}**`, '>', ...[...rows, ...notes].map((text) => `> ${text}`), ''];
}

/** Entities too: `&#58;//` shows as `://` and is no address for renderers that link bare ones. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]|~$]/gu, String.raw`\$&`)
    .replace(/:\/\//gu, '&#58;//')
    .replace(/\b(mailto|tel|xmpp|javascript|data):/giu, '$1&#58;')
    .replace(/\bwww\./giu, (match) => `${match.slice(0, -1)}&#46;`)
    .replaceAll('@', '&#64;')
    .replace(
      /^(\s*)([#=+-]|\d+[.)])/u,
      (_match, space: string, mark: string) => `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}`,
    );
}
