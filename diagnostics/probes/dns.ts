/** One DNS query to one server address: as an ordinary question, or as one that counts for nothing else. */
import { askDns } from '../net/dns-client.ts';
import type { JobOf } from '../model/job.ts';
import { requireAddress } from './connection.ts';
import { defineProbe, type ProbeContext } from './probe.ts';

type DnsKind = 'dns' | 'zone-copy' | 'server-conduct';

const ask = (
  { endpoint, input }: JobOf<DnsKind>,
  { network, clock, signal, bundledRoots, resolverSessions }: ProbeContext,
): ReturnType<typeof askDns> =>
  askDns({
    ...requireAddress(endpoint),
    input,
    network,
    clock,
    signal,
    bundledRoots,
    sessions: resolverSessions,
  });

export const dnsProbe = defineProbe<'dns'>({ kind: 'dns', run: ask });
/** The same question to a server that nobody is sent to (R26). */
export const zoneCopyProbe = defineProbe<'zone-copy'>({ kind: 'zone-copy', run: ask });
/** A question out of the ordinary, about the server itself. */
export const serverConductProbe = defineProbe<'server-conduct'>({ kind: 'server-conduct', run: ask });
