/**
 * Small and large exchanges (R50). A certificate chain takes several full packets, a greeting or a redirect a part of one: where only the
 * large ones stall, packets of full size are lost and nobody is told (RFC 2923 section 2.1, the path MTU black hole).
 */
import type { ConnectionObservation } from '../observation.ts';
import { familyOf } from './addresses.ts';
import { oncePerFacts, type Facts } from './facts.ts';
import type { AddressFamily } from '../schema-kit.ts';
import { connected, connectionTries } from './sessions.ts';

/** TCP stood, the first full-size flight of a handshake was asked for, and nothing came in time. */
export const isStalled = (each: ConnectionObservation): boolean =>
  connected(each) &&
  each.failure?.code === 'timed_out' &&
  (each.failure.operation === 'tls_handshake' ||
    (each.kind === 'ssh' &&
      each.failure.operation === 'negotiate' &&
      each.data.identification !== undefined));

/** A handshake came about, so packets of full size arrived. */
export const isLargeExchange = (each: ConnectionObservation): boolean =>
  'tls' in each.data && (each.data.tls?.chain.length ?? 0) > 0 && each.failure?.operation !== 'tls_handshake';

/** The server said something short in clear: a status line, a greeting, an identification. Returns the place where it stands. */
export function smallExchange(each: ConnectionObservation): string | undefined {
  if (each.kind === 'ssh') return each.data.identification === undefined ? undefined : '/data/identification';
  if (each.kind === 'http')
    return each.data.tls === undefined && each.data.status !== undefined ? '/data/status' : undefined;
  return 'greeting' in each.data && each.data.greeting !== undefined ? '/data/greeting' : undefined;
}

/** Tries of the target, controls left out, where the first large flight stalled. */
export const stalledTries: (facts: Facts) => readonly ConnectionObservation[] = oncePerFacts((facts) =>
  connectionTries(facts).filter((each) => each.control === undefined && isStalled(each)),
);

export const stalledFamilies = (facts: Facts): readonly AddressFamily[] => [
  ...new Set(stalledTries(facts).map((each) => familyOf(each.endpoint.address ?? ''))),
];
