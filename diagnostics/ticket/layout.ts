/** What every format of a ticket shows, in one order; the renderers only lay it out. */
import type { Ticket, TicketField } from '../model/ticket.ts';
import type { Translator } from '../report/i18n/translator.ts';
import type { Row } from '../report/rows.ts';

export interface RenderOptions {
  /** Puts what is meant for the sender alone (how to send it, what never to write) in front, marked as no part of the ticket. */
  readonly forSender?: boolean;
}

export interface LabelledValue {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

export interface TicketLayout {
  readonly subject: LabelledValue;
  /** Priority and department, then what the desk asks for. */
  readonly head: readonly LabelledValue[];
  readonly fields: readonly LabelledValue[];
  readonly sections: readonly Row[];
  readonly attachments: readonly { readonly name: string; readonly description: string }[];
  /** Empty for a guide to oneself, which goes nowhere. */
  readonly forSender: {
    readonly title: string;
    readonly rows: readonly Row[];
    readonly notes: readonly string[];
  } | null;
}

export function layoutOf(
  ticket: Ticket,
  t: Translator,
  { forSender = true }: RenderOptions = {},
): TicketLayout {
  const labelled = (id: string, value: string): LabelledValue => ({
    id,
    label: t.text(`ticket.head.${id}`),
    value,
  });
  const { priority } = ticket;
  return {
    subject: labelled('subject', ticket.subject),
    head:
      ticket.kind === 'provider_ticket'
        ? [
            labelled('priority', `${priority.text} · ${priority.reason}`),
            labelled('department', t.text(`ticket.department.${ticket.department}`)),
          ]
        : [],
    fields: ticket.fields.map((field) => ({ id: field.id, label: field.label, value: fieldValue(field, t) })),
    sections: ticket.sections,
    attachments: ticket.attachments,
    forSender: forSender && ticket.kind !== 'self_help' ? senderPart(ticket, t) : null,
  };
}

/** An answer, or a visible request for it: an empty field would be sent as it is. */
const fieldValue = ({ value, prompt }: TicketField, t: Translator): string =>
  value ?? t.text('ticket.fill_in', { prompt: prompt ?? '' });

function senderPart(ticket: Ticket, t: Translator): TicketLayout['forSender'] {
  const missing = ticket.fields.filter(({ value }) => value === null).length;
  return {
    title: t.text('ticket.before_sending'),
    rows: ticket.delivery,
    notes: [
      ...ticket.advice,
      ...(missing === 0 ? [] : [t.text('ticket.advice_missing', { count: missing })]),
    ],
  };
}
