/** What the operating system answers for a name: hosts file, caches, search lists and all. */
import type { Failure } from '../model/failure.ts';
import { failureOf } from '../net/failure-of.ts';
import { defineProbe } from './probe.ts';

export const systemLookupProbe = defineProbe({
  kind: 'system-lookup',
  async run({ input }, { network, signal }) {
    try {
      signal.throwIfAborted();
      const found = await network.lookup({ name: input.name, signal });
      return { data: { addresses: [...new Set(found.map(({ address }) => address))] } };
    } catch (error) {
      const failure = failureOf(error, 'resolve');
      return { data: { addresses: [], ...systemCode(error, failure) }, failure };
    }
  },
});

/** The code that getaddrinfo gave; endings of our own have none. */
function systemCode(error: unknown, failure: Failure): { readonly systemCode?: string } {
  const { code } = error as { readonly code?: unknown };
  const isOurs = failure.code === 'timed_out' || failure.code === 'aborted';
  return typeof code === 'string' && !isOurs ? { systemCode: code.slice(0, 60) } : {};
}
