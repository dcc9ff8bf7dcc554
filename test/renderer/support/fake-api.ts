/** A `window.api` without main: answers from a table, and pushes when the test says so. */
import type { Push, Pushes, WindowApi } from '../../../main/contract/api.ts';
import type { Channel, InputOf, OutputOf } from '../../../main/contract/channels.ts';
import type { Reply } from '../../../main/contract/reply.ts';

export type Answers = {
  readonly [C in Channel]?: (input: InputOf<C>) => OutputOf<C> | Promise<OutputOf<C>>;
};

export interface FakeApi extends WindowApi {
  push<P extends Push>(push: P, value: Pushes[P]): void;
}

/** A call without an answer is refused in words, as main would do it. */
export function createFakeApi(answers: Answers): FakeApi {
  const listeners = new Map<Push, Set<(value: never) => void>>();
  const of = (push: Push): Set<(value: never) => void> => {
    const known = listeners.get(push) ?? new Set();
    listeners.set(push, known);
    return known;
  };
  return {
    call: async <C extends Channel>(channel: C, input: InputOf<C>): Promise<Reply<OutputOf<C>>> => {
      const answer = answers[channel] as
        | ((input: InputOf<C>) => OutputOf<C> | Promise<OutputOf<C>>)
        | undefined;
      if (answer === undefined) {
        return {
          ok: false,
          error: { key: 'test.no_answer', text: `No answer for ${channel} in this test.` },
        };
      }
      return { ok: true, value: await answer(input) };
    },
    on: (push, listener) => {
      of(push).add(listener);
      return () => of(push).delete(listener);
    },
    pathOf: (file) => (file instanceof File ? file.name : ''),
    push: (push, value) => {
      for (const listener of of(push)) (listener as (given: typeof value) => void)(value);
    },
  };
}
