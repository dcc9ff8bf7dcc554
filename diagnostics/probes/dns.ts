/** One DNS query to one server address. */
import { askDns } from '../net/dns-client.ts';
import { requireAddress } from './connection.ts';
import { defineProbe } from './probe.ts';

export const dnsProbe = defineProbe({
  kind: 'dns',
  run: ({ endpoint, input }, { network, clock, signal, bundledRoots }) =>
    askDns({ ...requireAddress(endpoint), input, network, clock, signal, bundledRoots }),
});

/** The same question to a server that nobody is sent to (R26). */
export const zoneCopyProbe = defineProbe({
  kind: 'zone-copy',
  run: ({ endpoint, input }, { network, clock, signal, bundledRoots }) =>
    askDns({ ...requireAddress(endpoint), input, network, clock, signal, bundledRoots }),
});
