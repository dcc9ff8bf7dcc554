/** What the person has filled in for a ticket, and what is still missing. Pure. */
import type { TicketQuestionView, TicketView } from '../../../main/contract/views.ts';

export type Answers = Readonly<Record<string, string>>;

/** As much as a call takes (`facts` in `main/contract/channels.ts`). */
export const LONGEST_ANSWER = 500;

/** What was typed in this window, else what the ticket knows already. */
export const answerTo = ({ key, value }: TicketQuestionView, answers: Answers): string =>
  answers[key] ?? value;

export const isMissing = (question: TicketQuestionView, answers: Answers): boolean =>
  question.isRequired && answerTo(question, answers).trim() === '';

export const countMissing = (questions: readonly TicketQuestionView[], answers: Answers): number =>
  questions.filter((question) => isMissing(question, answers)).length;

/** Switches a redaction: `keep` holds those that the person turned off. */
export const toggleRedaction = (keep: readonly string[], id: string, isOn: boolean): readonly string[] =>
  isOn ? keep.filter((each) => each !== id) : [...keep.filter((each) => each !== id), id];

/** The way out of the window that the ticket knows; the button for it is the main one. */
export type Way = 'mail' | 'portal' | 'copy' | 'none';
export function bestWay({ kind, mailTo, portal }: Pick<TicketView, 'kind' | 'mailTo' | 'portal'>): Way {
  // steps for oneself go nowhere
  if (kind === 'self_help') return 'none';
  if (portal !== null) return 'portal';
  return mailTo === null ? 'copy' : 'mail';
}

/** The address that a mailto: link writes to, without the text that it carries along. */
export function recipientOf(mailTo: string): string {
  const address = /^mailto:([^?]*)/iu.exec(mailTo)?.[1] ?? mailTo;
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
