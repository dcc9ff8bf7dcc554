// Faults in the name service of the domain: its records, its servers, its delegation.

import { z } from 'zod';
import { nsdConfigPath, nsdName, zoneBlock } from '../services/nsd.ts';
import { hosts } from '../world/topology.ts';
import { NameServers } from '../world/name-servers.ts';
import { defineFault } from './fault.ts';
import { domain, hostName, literally, owner, query, webNames, withAddresses } from './parts.ts';

const serverNode = z.enum(['ns1', 'ns2']);

export const mxWithoutAddress = defineFault({
  id: 'mx-without-address',
  summary: 'The MX record names a host that has no address.',
  params: z.strictObject({ domain, exchanger: z.string().default('mx') }),
  inject: (world, { domain: origin, exchanger }) =>
    world.change.zone(origin, (records) =>
      records.map(([name, type, value]) => [
        name,
        type,
        type === 'MX' ? `10 ${owner(origin, exchanger)}` : value,
      ]),
    ),
  witness: ({ domain: origin }) => ({
    run: `dig +short ${origin} MX; dig +noall +comments $(dig +short ${origin} MX | cut -d' ' -f2) A`,
    shows: /status: NXDOMAIN/,
    normally: /status: NOERROR/,
  }),
});

export const addressBogus = defineFault({
  id: 'address-bogus',
  summary: 'The zone itself gives a private address, and no other.',
  params: z.strictObject({ domain, names: webNames, address: z.string().default('10.0.0.5') }),
  inject: (world, { domain: origin, names, address }) =>
    world.change.zone(
      origin,
      withAddresses(
        names.map((name) => owner(origin, name)),
        address,
      ),
    ),
  witness: ({ domain: origin, address }) => ({
    run: `dig +short @${hosts.quad9.v4} ${origin}`,
    shows: literally(address),
    normally: literally(hosts.web1.v4),
  }),
});

export const addressWrong = defineFault({
  id: 'address-wrong',
  summary: 'The zone sends the names to a server that knows nothing of them.',
  params: z.strictObject({ domain, names: webNames, host: hostName.default('oldServer') }),
  inject: (world, { domain: origin, names, host }) =>
    world.change.zone(
      origin,
      withAddresses(
        names.map((name) => owner(origin, name)),
        hosts[host].v4,
        hosts[host].v6,
      ),
    ),
  witness: ({ domain: origin, host }) => ({
    run: `dig +short ${origin}`,
    shows: literally(hosts[host].v4),
    normally: literally(hosts.web1.v4),
  }),
});

export const ipv6AddressDead = defineFault({
  id: 'ipv6-address-dead',
  summary: 'The zone gives an IPv6 address where nothing answers, beside a good IPv4 address.',
  params: z.strictObject({ domain, names: webNames, address: z.string().default('2a0e:5040:20::dead') }),
  inject: (world, { domain: origin, names, address }) =>
    world.change.zone(
      origin,
      withAddresses(
        names.map((name) => owner(origin, name)),
        hosts.web1.v4,
        address,
      ),
    ),
  witness: ({ domain: origin }) => ({
    run: `curl -ksS -m 2 -6 -o /dev/null -w 'six %{http_code}\n' https://${origin}; curl -ksS -m 2 -4 -o /dev/null -w 'four %{http_code}\n' https://${origin}`,
    shows: /six 000(.*\n)*four 200/,
    normally: /six 200\nfour 200/,
  }),
});

export const recordMissing = defineFault({
  id: 'record-missing',
  summary: 'The records of one name are gone from the zone.',
  params: z.strictObject({ domain, name: z.string().default('www') }),
  inject: (world, { domain: origin, name }) =>
    world.change.zone(origin, (records) => records.filter(([one]) => one !== owner(origin, name))),
  witness: ({ domain: origin, name }) => ({
    run: query(owner(origin, name), 'A'),
    shows: /status: NXDOMAIN/,
    normally: /status: NOERROR/,
  }),
});

export const serversDisagree = defineFault({
  id: 'servers-disagree',
  summary: 'One of the two name servers still has the old zone: another serial and another address.',
  params: z.strictObject({
    domain,
    behind: serverNode.default('ns2'),
    oldHost: hostName.default('oldServer'),
  }),
  examples: [{ behind: 'ns1' }],
  inject: async (world, { domain: origin, behind, oldHost }) => {
    const owners = ['@', 'www'].map((name) => owner(origin, name));
    const current = behind === 'ns1' ? 'ns2' : 'ns1';
    await world.change.zone(origin, withAddresses(owners, hosts[oldHost].v4, hosts[oldHost].v6), {
      nodes: [behind],
    });
    // The server that is up to date has a newer serial than the one that is behind.
    const same = withAddresses(owners, hosts.web1.v4, hosts.web1.v6);
    await world.change.zone(origin, same, { nodes: [current] });
    await world.change.zone(origin, same, { nodes: [current] });
  },
  witness: ({ domain: origin }) => ({
    run: `for s in ${hosts.ns1.v4} ${hosts.ns2.v4}; do dig +short @$s ${origin} SOA | cut -d' ' -f3; done | uniq | wc -l; for s in ${hosts.ns1.v4} ${hosts.ns2.v4}; do dig +short @$s ${origin}; done | uniq | wc -l`,
    shows: /^2\n2/,
    normally: /^1\n1/,
  }),
});

export const serverLame = defineFault({
  id: 'server-lame',
  summary: 'Name servers of the delegation do not know the zone and answer REFUSED.',
  params: z.strictObject({ domain, servers: z.array(serverNode).min(1).default(['ns2']) }),
  examples: [{ servers: ['ns1', 'ns2'] }],
  inject: async (world, { domain: origin, servers }) => {
    for (const node of servers) {
      await world.change.reconfigure([nsdName(node)], {
        [nsdConfigPath(node)]: (text) => text.replace(zoneBlock(node, origin), ''),
      });
    }
    await world.change.flushCaches();
  },
  witness: ({ domain: origin, servers }) => ({
    run: query(origin, 'SOA', hosts[servers[0] ?? 'ns2'].v4),
    shows: /status: REFUSED/,
    normally: /status: NOERROR/,
  }),
});

export const delegationMissing = defineFault({
  id: 'delegation-missing',
  summary: 'The registry no longer delegates the domain: NXDOMAIN, while its name servers still know it.',
  params: z.strictObject({ domain }),
  inject: (world, { domain: origin }) =>
    world.change.zone(NameServers.parentOf(origin), (records) =>
      records.filter(([name]) => name !== `${origin}.`),
    ),
  witness: ({ domain: origin }) => ({
    run: `dig +noall +comments ${origin} | grep -o 'status: [A-Z]*'; dig +noall +comments @${hosts.ns1.v4} ${origin} | grep -o 'status: [A-Z]*'`,
    shows: /^status: NXDOMAIN\nstatus: NOERROR/,
    normally: /^status: NOERROR\nstatus: NOERROR/,
  }),
});

export const delegationDiffers = defineFault({
  id: 'delegation-differs',
  summary: 'The registry names other name servers than the zone itself does.',
  params: z.strictObject({ domain, parentServer: hostName.default('thirdNs1') }),
  inject: (world, { domain: origin, parentServer }) =>
    world.change.zone(NameServers.parentOf(origin), (records) =>
      records.map(([name, type, value]) =>
        name === `${origin}.` && value === `${hosts.ns2.name}.`
          ? [name, type, `${hosts[parentServer].name}.`]
          : [name, type, value],
      ),
    ),
  witness: ({ domain: origin, parentServer }) => ({
    run: `dig +noall +authority +norecurse @${hosts.tldA.v4} ${origin} NS`,
    shows: literally(hosts[parentServer].name),
    normally: literally(hosts.ns2.name),
  }),
});

export const mxMissing = defineFault({
  id: 'mx-missing',
  summary: 'The MX record is gone from the zone; the domain itself has an address where no mail is taken.',
  params: z.strictObject({ domain }),
  inject: (world, { domain: origin }) =>
    world.change.zone(origin, (records) => records.filter(([, type]) => type !== 'MX')),
  witness: ({ domain: origin }) => ({
    run: `dig +noall +comments +answer ${origin} MX`,
    shows: /ANSWER: 0/,
    normally: /ANSWER: 1/,
  }),
});

export const mxAlias = defineFault({
  id: 'mx-alias',
  summary: 'The MX record names an alias (CNAME), which RFC 2181 forbids; many senders deliver all the same.',
  params: z.strictObject({ domain, alias: z.string().default('post') }),
  inject: (world, { domain: origin, alias }) =>
    world.change.zone(origin, (records) => [
      ...records.map(
        ([name, type, value]) => [name, type, type === 'MX' ? `10 ${owner(origin, alias)}` : value] as const,
      ),
      [owner(origin, alias), 'CNAME', `${hosts.mail.name}.`] as const,
    ]),
  witness: ({ domain: origin }) => ({
    run: `dig +noall +answer $(dig +short ${origin} MX | cut -d' ' -f2) A`,
    shows: /CNAME/,
    normally: /^(?!.*CNAME).*A/,
  }),
});

export const addressDoubled = defineFault({
  id: 'address-doubled',
  summary: 'The address of the old server still stands in the zone, beside the right one.',
  params: z.strictObject({ domain, names: webNames, host: hostName.default('oldServer') }),
  inject: (world, { domain: origin, names, host }) =>
    world.change.zone(origin, (records) => [
      ...records,
      ...names.flatMap((name) => [
        [owner(origin, name), 'A', hosts[host].v4] as const,
        [owner(origin, name), 'AAAA', hosts[host].v6] as const,
      ]),
    ]),
  witness: ({ domain: origin }) => ({
    run: `dig +short ${origin} A | wc -l; dig +short ${origin} AAAA | wc -l`,
    shows: /^2\n2/,
    normally: /^1\n1/,
  }),
});
