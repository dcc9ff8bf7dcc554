/** How the zone's name servers behave when they are asked something out of the ordinary. */
import type { DnsQueryInput } from '../observations/dns.ts';
import type { ObservationOf } from '../observation.ts';
import { canonicalAddress } from './addresses.ts';
import type { Facts } from './facts.ts';

export type ConductQuestion = 'recursion' | 'transfer' | 'identity' | 'plain';

/** A foreign name for recursion (it has to be one that is there); the zone as a whole; who answers; and a question without EDNS. */
export function conductInput(facts: Facts, question: ConductQuestion, zone: string): DnsQueryInput {
  switch (question) {
    case 'recursion':
      return {
        name: facts.networkData.anchorNames[0] ?? 'example.com',
        type: 'A',
        recursion: true,
        transport: 'udp',
      };
    case 'transfer':
      return { name: zone, type: 'AXFR', recursion: false, transport: 'tcp' };
    case 'identity':
      return { name: zone, type: 'SOA', recursion: false, transport: 'udp', identify: true };
    case 'plain':
      return { name: zone, type: 'SOA', recursion: false, transport: 'udp', withoutEdns: true };
  }
}

const isAbout = ({ input }: ObservationOf<'server-conduct'>, question: ConductQuestion): boolean => {
  switch (question) {
    case 'recursion':
      return input.recursion;
    case 'transfer':
      return input.type === 'AXFR';
    case 'identity':
      return input.identify === true;
    case 'plain':
      return input.withoutEdns === true;
  }
};

export const conductOf = (
  facts: Facts,
  question: ConductQuestion,
  address: string,
): ObservationOf<'server-conduct'> | undefined =>
  facts
    .jobs('server-conduct')
    .map((job) => job.best)
    .find(
      (each) =>
        isAbout(each, question) &&
        canonicalAddress(each.endpoint.address ?? '') === canonicalAddress(address),
    );
