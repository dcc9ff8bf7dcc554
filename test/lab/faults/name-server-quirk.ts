// Name servers that answer, and not as resolvers of today need it.

import { z } from 'zod';
import { frontPort, nameServerFront, type FrontQuirk } from '../services/name-server-front.ts';
import { hosts } from '../world/topology.ts';
import { defineFault, type Witness } from './fault.ts';
import { shop } from './parts.ts';

const quirks = ['edns-dropped', 'edns-refused', 'case-lost', 'alias-beside'] as const;
type Quirk = (typeof quirks)[number];

const quirkOf = (how: Quirk): FrontQuirk =>
  how === 'alias-beside' ? { how, owner: shop, target: hosts.web1.name } : { how };

const asked = `dig +tries=1 +time=2 @${hosts.ns1.v4}`;
const witnesses: Readonly<Record<Quirk, Witness>> = {
  'edns-dropped': {
    run: `${asked} +noedns +noall +comments ${shop} SOA; ${asked} +noall +comments ${shop} SOA`,
    shows: /status: NOERROR(.*\n)+.*(timed out|no servers could be reached)/,
    normally: /status: NOERROR(.*\n)+.*status: NOERROR/,
  },
  'edns-refused': {
    run: `${asked} +noall +comments +nobadcookie +noednsnegotiation ${shop} SOA; ${asked} +noedns +noall +comments ${shop} SOA`,
    shows: /status: FORMERR(.*\n)+.*status: NOERROR/,
    normally: /status: NOERROR(.*\n)+.*status: NOERROR/,
  },
  'case-lost': {
    run: `${asked} +noall +question ShOp.TeSt SOA`,
    shows: /;shop\.test\./,
    normally: /;ShOp\.TeSt\./,
  },
  'alias-beside': {
    run: `${asked} +noall +answer ${shop} A; ${asked} +noall +answer ${shop} MX`,
    shows: /CNAME\s+web1(.*\n)+.*MX/,
    normally: /^shop\.test\.\s+\d+\s+IN\s+A(.*\n)+.*MX/,
  },
};

export const nameServerQuirk = defineFault({
  id: 'name-server-quirk',
  summary:
    'Name servers of the provider drop or refuse questions with EDNS, send the name back in other letters, or answer with an alias beside other records.',
  params: z.strictObject({
    how: z.enum(quirks).default('edns-dropped'),
    servers: z
      .array(z.enum(['ns1', 'ns2']))
      .min(1)
      .default(['ns1', 'ns2']),
  }),
  examples: quirks.slice(1).map((how) => ({ how })),
  inject: async (world, { how, servers }) => {
    for (const server of servers) {
      await world.change.launch(nameServerFront(server, quirkOf(how)));
      await world.change.nft(
        server,
        `chain prerouting { type nat hook prerouting priority -110; policy accept;
iifname "lo" accept
ip daddr ${hosts[server].v4} meta l4proto { tcp, udp } th dport 53 dnat ip to ${hosts[server].v4}:${frontPort}
ip6 daddr ${hosts[server].v6} meta l4proto { tcp, udp } th dport 53 dnat ip6 to [${hosts[server].v6}]:${frontPort}
}`,
      );
    }
    await world.change.flushCaches();
  },
  witness: ({ how }) => witnesses[how],
});
