/**
 * A ticket as one HTML file: no script, no link, nothing loaded from anywhere. All text is escaped, and each piece that came from
 * elsewhere stands in a `bdi`, so that right-to-left text cannot reorder what stands beside it.
 */
import type { Ticket } from '../model/ticket.ts';
import { htmlPage } from '../report/i18n/html-page.ts';
import { escapeHtml, isolated } from '../report/i18n/html-text.ts';
import type { Translator } from '../report/i18n/translator.ts';
import { htmlStyle } from './html-style.ts';
import { layoutOf, type LabelledValue, type RenderOptions, type TicketLayout } from './layout.ts';

export function ticketAsHtml(ticket: Ticket, t: Translator, options: RenderOptions = {}): string {
  const { subject, head, fields, sections, attachments, forSender } = layoutOf(ticket, t, options);
  const attached = attachments.map(({ name, description }) =>
    t.text('report.labelled', { label: name, value: description }),
  );
  const body = [
    ...senderPart(forSender),
    '<main>',
    `<h1>${isolated(subject.value)}</h1>`,
    ...definitions('head', head),
    ...definitions('fields', fields),
    ...sections.flatMap(({ label, paragraphs, items }) => section(label, paragraphs, items)),
    ...(attached.length === 0 ? [] : section(t.text('ticket.section.attachments'), [], attached)),
    '</main>',
  ];
  return htmlPage({
    language: t.language,
    title: subject.value,
    style: htmlStyle,
    styleSource: "'unsafe-inline'",
    isInBothSchemes: true,
    body,
  });
}

function senderPart(part: TicketLayout['forSender']): readonly string[] {
  if (part === null) return [];
  return [
    '<aside>',
    `<h2>${escapeHtml(part.title)}</h2>`,
    ...definitions(
      'delivery',
      part.rows.map(({ id, label, paragraphs, items }) => ({
        id,
        label,
        value: [...paragraphs, ...items].join(' · '),
      })),
    ),
    ...listOf(part.notes),
    '</aside>',
  ];
}

function definitions(name: string, values: readonly LabelledValue[]): readonly string[] {
  if (values.length === 0) return [];
  return [
    `<dl class="${name}">`,
    ...values.map(({ label, value }) => `<dt>${isolated(label)}</dt><dd>${isolated(value)}</dd>`),
    '</dl>',
  ];
}

const section = (
  label: string,
  paragraphs: readonly string[],
  items: readonly string[],
): readonly string[] => [
  '<section>',
  `<h2>${isolated(label)}</h2>`,
  ...paragraphs.map((text) => `<p>${isolated(text)}</p>`),
  ...listOf(items),
  '</section>',
];

const listOf = (items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : ['<ul>', ...items.map((item) => `<li>${isolated(item)}</li>`), '</ul>'];
