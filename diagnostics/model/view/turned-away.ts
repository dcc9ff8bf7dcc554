/** FTP servers that turn a client away with their first words. */
import type { ObservationOf } from '../observation.ts';

/**
 * What the server said instead of a greeting; undefined when it greeted. On port 990 it is often said in clear where TLS should begin.
 */
export function wordsOfRefusal({ data, failure }: ObservationOf<'ftp'>): string | undefined {
  if (failure?.code === 'rejected' && failure.operation === 'greet') return data.greeting ?? failure.detail;
  return failure?.code === 'tls_not_spoken' && /^[45]\d\d[ -]/.test(failure.detail)
    ? failure.detail
    : undefined;
}
