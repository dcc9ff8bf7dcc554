// Faults of the access provider's resolver, and of what stands between it and the customer.

import { z } from 'zod';
import { nxdomainRewriter, rewriterPort } from '../services/middleboxes.ts';
import { unboundName } from '../services/unbound.ts';
import { hosts, seatAddresses } from '../world/topology.ts';
import { defineFault } from './fault.ts';
import { domain, hostName, literally, owner, query, shop, webNames, withAddresses } from './parts.ts';

const atGateway = (name: string, type = 'A'): string => query(name, type, seatAddresses.gateway);

export const resolverSilent = defineFault({
  id: 'resolver-silent',
  summary: "The access provider's resolver does not answer at all.",
  params: z.strictObject({}),
  inject: async (world) => {
    world.change.freeze(unboundName('isp'));
    await Promise.resolve();
  },
  witness: () => ({
    run: atGateway(shop),
    shows: /timed out|no servers could be reached/,
    normally: /NOERROR/,
  }),
});

export const resolverRefuses = defineFault({
  id: 'resolver-refuses',
  summary: "The access provider's resolver refuses one domain, or everything (`.`).",
  params: z.strictObject({ zone: z.string().default('.') }),
  examples: [{ zone: 'shop.test' }],
  inject: (world, { zone }) =>
    world.change.resolver('isp', ['local_zone', zone, 'refuse'], ['local_zone_remove', zone]),
  witness: () => ({ run: atGateway(shop), shows: /status: REFUSED/, normally: /status: NOERROR/ }),
});

export const resolverCutOff = defineFault({
  id: 'resolver-cut-off',
  summary: "The access provider's resolver reaches no name server and answers SERVFAIL.",
  params: z.strictObject({}),
  inject: async (world) => {
    const blocked = ['udp', 'tcp'].map((protocol) => `${protocol} dport 53 oifname "eth0" reject`).join('\n');
    await world.change.nft(
      'isp',
      `chain output { type filter hook output priority 0; policy accept;\n${blocked}\n}`,
    );
    await world.change.flushCaches(['isp']);
  },
  witness: () => ({
    run: `dig +tries=1 +time=8 +noall +comments @${seatAddresses.gateway} ${shop} A`,
    shows: /status: SERVFAIL|timed out/,
    normally: /status: NOERROR/,
  }),
});

export const resolverStale = defineFault({
  id: 'resolver-stale',
  summary:
    "The zone changed and the access provider's resolver still answers the old address, with its TTL running.",
  params: z.strictObject({ domain, names: webNames, oldHost: hostName.default('oldServer') }),
  inject: async (world, { domain: origin, names, oldHost }) => {
    const { v4, v6 } = hosts[oldHost];
    const owners = names.map((name) => owner(origin, name));
    await world.change.zone(origin, withAddresses(owners, v4, v6));
    const questions = owners.flatMap((name) => [`${name} A`, `${name} AAAA`]).join(' ');
    await world.seat.run(`dig +tries=4 +time=2 @${seatAddresses.gateway} ${questions}`);
    // Back to the truth at the source; only the access provider remembers.
    await world.change.zone(origin, withAddresses(owners, hosts.web1.v4, hosts.web1.v6), {
      flush: ['quad9', 'cloudflare', 'google'],
    });
  },
  witness: ({ domain: origin, names, oldHost }) => {
    const name = owner(origin, names[0] ?? '@');
    return {
      run: `dig +short @${seatAddresses.gateway} ${name}; dig +short @${hosts.quad9.v4} ${name}; dig +short @${hosts.ns1.v4} ${name}`,
      shows: literally(`^${hosts[oldHost].v4}\n${hosts.web1.v4}\n${hosts.web1.v4}`),
      normally: literally(`^${hosts.web1.v4}\n${hosts.web1.v4}\n${hosts.web1.v4}`),
    };
  },
});

export const resolverPoisoned = defineFault({
  id: 'resolver-poisoned',
  summary: "The access provider's resolver answers another address for one name (a filter or a forgery).",
  params: z.strictObject({
    name: z.string().default(shop),
    host: hostName.default('oldServer'),
    /** Instead of the machine's address, such as the 0.0.0.0 of a filter. */
    address: z.ipv4().optional(),
  }),
  examples: [{ address: '0.0.0.0' }],
  inject: async (world, { name, host, address }) => {
    const v4 = address ?? hosts[host].v4;
    const v6 = address === undefined ? hosts[host].v6 : `::ffff:${address}`;
    await world.change.resolver('isp', ['local_zone', name, 'redirect'], ['local_zone_remove', name]);
    await world.change.resolver(
      'isp',
      ['local_data', `${name}. 300 IN A ${v4}`],
      ['local_data_remove', name],
    );
    await world.change.resolver(
      'isp',
      ['local_data', `${name}. 300 IN AAAA ${v6}`],
      ['local_data_remove', name],
    );
  },
  witness: ({ name, host, address }) => ({
    run: `dig +short @${seatAddresses.gateway} ${name}; dig +short @${hosts.quad9.v4} ${name}`,
    shows: literally(`^${address ?? hosts[host].v4}\n${hosts.web1.v4}`),
    normally: literally(`^${hosts.web1.v4}\n${hosts.web1.v4}`),
  }),
});

export const dnsHijacked = defineFault({
  id: 'dns-hijacked',
  summary: 'The home router answers every DNS query over UDP itself, whatever server it was sent to.',
  params: z.strictObject({}),
  inject: (world) => {
    const { v4, v6 } = hosts.ispResolver;
    return world.change.nft(
      'home',
      `chain prerouting { type nat hook prerouting priority -110; policy accept;
iifname "customer" meta nfproto ipv4 udp dport 53 dnat ip to ${v4}
iifname "customer" meta nfproto ipv6 udp dport 53 dnat ip6 to ${v6}
}`,
    );
  },
  // No name server stands at this address of the provider's network.
  witness: () => ({
    run: query(shop, 'A', '45.80.21.99'),
    shows: /status: NOERROR/,
    normally: /timed out|no servers could be reached/,
  }),
});

export const zoneChanged = defineFault({
  id: 'zone-changed',
  summary:
    'The zone changed a moment ago: every resolver still answers the old address, rightly, until its TTL ends.',
  params: z.strictObject({ domain, names: webNames, oldHost: hostName.default('oldServer') }),
  inject: async (world, { domain: origin, names, oldHost }) => {
    const { v4, v6 } = hosts[oldHost];
    const owners = names.map((name) => owner(origin, name));
    await world.change.zone(origin, withAddresses(owners, v4, v6));
    const questions = owners.flatMap((name) => [`${name} A`, `${name} AAAA`]).join(' ');
    const resolvers = [seatAddresses.gateway, hosts.quad9.v4, hosts.cloudflare.v4, hosts.google.v4];
    await Promise.all(
      resolvers.map((server) => world.seat.run(`dig +tries=4 +time=2 @${server} ${questions}`)),
    );
    await world.change.zone(origin, withAddresses(owners, hosts.web1.v4, hosts.web1.v6), { flush: [] });
  },
  witness: ({ domain: origin, names, oldHost }) => {
    const name = owner(origin, names[0] ?? '@');
    const servers = [seatAddresses.gateway, hosts.quad9.v4, hosts.ns1.v4];
    return {
      run: servers.map((server) => `dig +short @${server} ${name}`).join('; '),
      shows: literally(`^${hosts[oldHost].v4}\n${hosts[oldHost].v4}\n${hosts.web1.v4}`),
      normally: literally(`^${hosts.web1.v4}\n${hosts.web1.v4}\n${hosts.web1.v4}`),
    };
  },
});

export const resolverRewritesNxdomain = defineFault({
  id: 'resolver-rewrites-nxdomain',
  summary:
    "The access provider's resolver gives the address of a page of its own for every name that does not exist (no fault of anybody else).",
  params: z.strictObject({ host: hostName.default('thirdWeb') }),
  inject: async (world, { host }) => {
    await world.change.launch(nxdomainRewriter(hosts[host]));
    const { v4, v6 } = hosts.ispResolver;
    await world.change.nft(
      'isp',
      `chain prerouting { type nat hook prerouting priority -110; policy accept;
ip daddr ${v4} udp dport 53 redirect to :${rewriterPort}
ip6 daddr ${v6} udp dport 53 redirect to :${rewriterPort}
}`,
    );
  },
  witness: ({ host }) => ({
    run: `dig +short @${seatAddresses.gateway} no-such-name.example; dig +short @${seatAddresses.gateway} ${shop}; dig +short @${hosts.quad9.v4} no-such-name.example`,
    shows: literally(`^${hosts[host].v4}\n${hosts.web1.v4}$`),
    normally: literally(`^${hosts.web1.v4}$`),
  }),
});
