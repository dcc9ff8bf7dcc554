/** Result of one step of understanding: what was understood, or the message that says what to type instead. */
import { message, type Message } from '../../model/message.ts';

export interface Refusal {
  readonly ok: false;
  readonly error: Message;
}
export type Step<T> = { readonly ok: true; readonly value: T } | Refusal;

export const understood = <T>(value: T): Step<T> => ({ ok: true, value });

/** Keys are `target.error.*` of the locale files. */
export const refused = (reason: string, values: Message['values'] = {}): Refusal => ({
  ok: false,
  error: message(`target.error.${reason}`, values),
});

export const note = (about: string, values: Message['values'] = {}): Message =>
  message(`target.note.${about}`, values);
