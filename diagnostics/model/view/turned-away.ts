/** Servers that turn a client away at the door. */
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

/** An SSH server that took the connection and hung up before it said who it is, with or without a word (R44). */
export const isHungUp = ({ data, failure }: ObservationOf<'ssh'>): boolean =>
  data.connectMs !== undefined &&
  data.identification === undefined &&
  failure?.operation === 'greet' &&
  (failure.code === 'connection_closed' || failure.code === 'connection_reset');

/** An SSH server, or something in its place, that took the connection and never said a word. */
export const isMute = ({ data, failure }: ObservationOf<'ssh'>): boolean =>
  data.connectMs !== undefined &&
  data.identification === undefined &&
  failure?.operation === 'greet' &&
  failure.code === 'timed_out';
