/** TLS handshakes that end without a word of the server once the name was sent (R49). */
import type { FailureCode } from '../failure.ts';
import type { ConnectionObservation, ObservationOf } from '../observation.ts';
import { isAddressLiteral } from './addresses.ts';
import type { Facts, Tried } from './facts.ts';

/** Ends that a filter makes as well as a server; an alert would be the server's own word (RFC 8446 section 6). */
const cuts: ReadonlySet<FailureCode> = new Set(['connection_reset', 'connection_closed', 'timed_out']);

export const isCut = ({ failure }: ConnectionObservation): boolean =>
  failure?.operation === 'tls_handshake' && cuts.has(failure.code);

/** The other side spoke TLS: it finished, showed a certificate, or sent an alert. */
export const hasSpokenTls = (each: ConnectionObservation): boolean =>
  each.failure?.code === 'tls_alert' ||
  (each.failure === undefined && each.data.connectMs !== undefined) ||
  ('tls' in each.data && (each.data.tls?.chain.length ?? 0) > 0);

/** Pages whose handshake was cut in every try, by the name that was sent. */
export const cutPages = (facts: Facts): readonly ObservationOf<'http'>[] =>
  facts
    .jobs('http')
    .filter((job) => job.best.control === undefined && job.tries.every((each) => isCut(each)))
    .map((job) => job.best)
    .filter((each) => each.endpoint.name !== undefined && !isAddressLiteral(each.endpoint.name));

/** The same address and port, asked without any name, answered. */
export const unnamedSession = (facts: Facts, page: ObservationOf<'http'>): Tried<'tls'> | undefined =>
  facts
    .jobs('tls')
    .find(
      ({ best }) =>
        best.input.serverName === null &&
        best.endpoint.address === page.endpoint.address &&
        best.endpoint.port === page.endpoint.port &&
        hasSpokenTls(best),
    );

/** C2: the name, sent to hosts that have nothing to do with it. */
export const nameElsewhere = (facts: Facts, name: string): readonly Tried<'tls'>[] =>
  facts.jobs('tls').filter(({ best }) => best.control === 'C2' && best.input.serverName === name);
