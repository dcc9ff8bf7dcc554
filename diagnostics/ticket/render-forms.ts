/**
 * A ticket as the fields of two common help desks, named as their interfaces name them, so that a person copies them into the form and
 * a relay of the provider submits them. Numbers that only the desk knows (of departments, services, groups) are given by name.
 */
import type { Ticket, TicketRank } from '../model/ticket.ts';
import { inertCell, inertJson } from '../report/i18n/inert-text.ts';
import type { Translator } from '../report/i18n/translator.ts';
import { layoutOf } from './layout.ts';
import { ticketBodyAsMarkdown } from './render-markdown.ts';
import { ticketBody } from './render-text.ts';

const json = (fields: Readonly<Record<string, unknown>>): string => `${inertJson(fields, 2)}\n`;

const whmcsPriority: Readonly<Record<TicketRank, string>> = { low: 'Low', medium: 'Medium', high: 'High' };

/** WHMCS, action `OpenTicket`: its messages are Markdown. `customfields` are by label; the desk's form numbers them. */
export function ticketForWhmcs(ticket: Ticket, t: Translator): string {
  return json({
    department: t.text(`ticket.department.${ticket.department}`),
    priority: whmcsPriority[ticket.priority.rank],
    subject: inertCell(ticket.subject),
    message: ticketBodyAsMarkdown(ticket, t),
    markdown: true,
    relatedservice: relatedService(ticket),
    customfields: layoutOf(ticket, t).fields.map(({ label, value }) => ({
      name: inertCell(label),
      value: inertCell(value),
    })),
    attachments: ticket.attachments.map(({ name }) => name),
  });
}

/** What the client area lists as “related service”: the plan and the domain that it serves. */
function relatedService(ticket: Ticket): string {
  const domain = ticket.fields.find(({ id }) => id === 'domain')?.value;
  return inertCell([ticket.level.product, domain].filter(Boolean).join(' - '));
}

const zammadPriority: Readonly<Record<TicketRank, string>> = {
  low: '1 low',
  medium: '2 normal',
  high: '3 high',
};

/** Zammad, `POST /api/v1/tickets`. Further keys are attributes that the desk has added to its tickets (`faultline_…`). */
export function ticketForZammad(ticket: Ticket, t: Translator): string {
  const attributes = Object.fromEntries(
    layoutOf(ticket, t).fields.map(({ id, value }) => [`faultline_${attributeName(id)}`, inertCell(value)]),
  );
  return json({
    title: inertCell(ticket.subject),
    group: t.text(`ticket.department.${ticket.department}`),
    priority: zammadPriority[ticket.priority.rank],
    type: 'Incident',
    article: {
      type: 'web',
      internal: false,
      content_type: 'text/plain',
      subject: inertCell(ticket.subject),
      body: ticketBody(ticket, t),
    },
    attachments: ticket.attachments.map(({ name }) => name),
    ...attributes,
    faultline_fingerprint: ticket.fingerprint,
    faultline_root_cause: ticket.problem.rootCause,
    faultline_side: ticket.problem.side,
    faultline_confidence: ticket.problem.confidence,
    faultline_report: ticket.report,
  });
}

/** Attribute names of Zammad are lower-case letters, digits and underscores. */
const attributeName = (id: string): string =>
  id
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '_')
    .slice(0, 60);
