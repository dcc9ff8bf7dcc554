/** Answers one call of the window: known sender, known channel, well-formed input, and a reply whatever happens. Plain, so that tests need no Electron. */
import { channels, type Channel, type InputOf, type OutputOf } from '../contract/channels.ts';
import type { Reply } from '../contract/reply.ts';
import { ToldError } from './engine-link.ts';
import type { Log } from './log.ts';

export type Handlers = {
  readonly [C in Channel]: (input: InputOf<C>) => Promise<OutputOf<C>> | OutputOf<C>;
};

export interface AnswerOptions {
  readonly handlers: Handlers;
  readonly text: (key: 'error.bad_request' | 'error.internal') => string;
  readonly log: Log;
}

export interface WindowCall {
  readonly isTrusted: boolean;
  readonly channel: unknown;
  readonly input: unknown;
}

const isChannel = (channel: unknown): channel is Channel =>
  typeof channel === 'string' && Object.hasOwn(channels, channel);

export async function answer(call: WindowCall, options: AnswerOptions): Promise<Reply<unknown>> {
  const { handlers, text, log } = options;
  const refuse = (key: 'error.bad_request' | 'error.internal'): Reply<never> => ({
    ok: false,
    error: { key: `app.${key}`, text: text(key) },
  });
  const { isTrusted, channel, input } = call;
  if (!isTrusted || !isChannel(channel)) {
    log(isTrusted ? 'refused an unknown channel' : 'refused an unknown sender');
    return refuse('error.bad_request');
  }
  const parsed = channels[channel].input.safeParse(input);
  if (!parsed.success) {
    log(`refused a malformed ${channel}`);
    return refuse('error.bad_request');
  }
  try {
    // Channel, schema and handler belong together by the map's type; the compiler cannot follow that through a union.
    const handle = handlers[channel] as (given: unknown) => unknown;
    return { ok: true, value: await handle(parsed.data) };
  } catch (error) {
    if (error instanceof ToldError) return { ok: false, error: { key: error.key, text: error.text } };
    log(`failed in ${channel}`, error);
    return refuse('error.internal');
  }
}
