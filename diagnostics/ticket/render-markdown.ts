/** A ticket as Markdown. All text is escaped: a banner can neither make a link nor a heading nor an image. */
import type { Ticket } from '../model/ticket.ts';
import type { Translator } from '../report/i18n/translator.ts';
import { fieldValue, headLines } from './render-text.ts';

export function ticketAsMarkdown(ticket: Ticket, t: Translator): string {
  const bold = (label: string, value: string): string =>
    `- **${escapeMarkdown(t.text('report.labelled', { label, value: '' }).trimEnd())}** ${escapeMarkdown(value)}`;
  const [subject, others] = [ticket.subject, headLines(ticket, t).filter(({ id }) => id !== 'subject')];
  const advice = ticket.advice.map((note) => `> - ${escapeMarkdown(note)}`);
  const lines = [
    ...(advice.length === 0
      ? []
      : [`> **${escapeMarkdown(t.text('ticket.before_sending'))}**`, '>', ...advice, '']),
    `# ${escapeMarkdown(subject)}`,
    '',
    ...others.map(({ label, value }) => bold(label, value)),
    ...ticket.fields.map((field) => bold(field.label, fieldValue(field, t))),
    ...ticket.sections.flatMap(({ label, paragraphs, items }) => [
      '',
      `## ${escapeMarkdown(label)}`,
      ...paragraphs.flatMap((text) => ['', escapeMarkdown(text)]),
      ...(items.length === 0 ? [] : ['', ...items.map((item) => `- ${escapeMarkdown(item)}`)]),
    ]),
    ...(ticket.attachments.length === 0
      ? []
      : ['', `## ${escapeMarkdown(t.text('ticket.section.attachments'))}`, '']),
    ...ticket.attachments.map(({ name, description }) => bold(name, description)),
  ];
  return `${lines.join('\n')}\n`;
}

/** Entities too: `&#58;//` shows as `://` and is no address for renderers that link bare ones. */
function escapeMarkdown(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]|~$]/gu, String.raw`\$&`)
    .replace(/:\/\//gu, '&#58;//')
    .replace(/\bwww\./giu, (match) => `${match.slice(0, -1)}&#46;`)
    .replaceAll('@', '&#64;')
    .replace(
      /^(\s*)([#=+-]|\d+[.)])/u,
      (_match, space: string, mark: string) => `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}`,
    );
}
