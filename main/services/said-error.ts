/** A refusal that is told to the person in one sentence, with what to do next. */
import { message, type Message } from '../../diagnostics/model/message.ts';

export class SaidError extends Error {
  readonly said: Message;

  constructor(said: Message) {
    super(said.key);
    this.name = 'SaidError';
    this.said = said;
  }
}

export const refusal = (key: string, values: Message['values'] = {}): SaidError =>
  new SaidError(message(key, values));

/** The value, or the refusal that a result holds. */
export function accepted<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Message },
): T {
  if (!result.ok) throw new SaidError(result.error);
  return result.value;
}
