/** What the person may still tell for a ticket, for a window that asks: each question with its fact key and the answer so far. */
import type { Ticket } from '../model/ticket.ts';

export interface TicketQuestion {
  /** The `KEY` of `--fact KEY=VALUE`. */
  readonly key: string;
  readonly label: string;
  readonly help: string;
  /** Empty while nobody knows. */
  readonly value: string;
  readonly isRequired: boolean;
}

export const ticketQuestions = ({ fields }: Ticket): readonly TicketQuestion[] =>
  fields.flatMap(({ key, label, value, prompt, required }) =>
    key === null ? [] : [{ key, label, help: prompt ?? '', value: value ?? '', isRequired: required }],
  );
