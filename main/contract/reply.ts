/** What comes back over a call: a value, or a sentence that says what to do next. An exception never crosses. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: { readonly key: string; readonly text: string } };
