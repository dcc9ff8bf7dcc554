// Moves of a domain that are under way, half done, or forgotten: what stands where, and who still remembers what.

import { z } from 'zod';
import { hosts, seatAddresses } from '../world/topology.ts';
import type { HostName, NodeName } from '../world/topology.ts';
import { NameServers } from '../world/name-servers.ts';
import type { World } from '../world/world.ts';
import type { ZoneRecord } from '../world/zones.ts';
import { defineFault } from './fault.ts';
import { domain, hostName, literally, owner, withAddresses } from './parts.ts';

const everyResolver = [seatAddresses.gateway, hosts.quad9.v4, hosts.cloudflare.v4, hosts.google.v4];

/** Has every resolver of this world look the names up, so that it remembers what is true at this moment. */
async function remember(world: World, questions: readonly string[]): Promise<void> {
  await Promise.all(
    everyResolver.map((server) => world.seat.run(`dig +tries=2 +time=2 @${server} ${questions.join(' ')}`)),
  );
}

const addressQuestions = (names: readonly string[]): readonly string[] =>
  names.flatMap((name) => [`${name} A`, `${name} AAAA`]);

export const nameAdded = defineFault({
  id: 'name-added',
  summary: 'A name was added a moment ago: every resolver still remembers, rightly, that there is none.',
  params: z.strictObject({ domain, name: z.string().default('www') }),
  inject: async (world, { domain: origin, name }) => {
    const added = owner(origin, name);
    await world.change.zone(origin, (records) => records.filter(([one]) => one !== added));
    await remember(world, addressQuestions([added]));
    const healthy = NameServers.zone(origin).records.filter(([one]) => one === added);
    await world.change.zone(origin, (records) => [...records, ...healthy], { flush: [] });
  },
  witness: ({ domain: origin, name }) => ({
    run: [seatAddresses.gateway, hosts.quad9.v4, hosts.ns1.v4]
      .map((server) => `dig +noall +comments @${server} ${owner(origin, name)} | grep -o 'status: [A-Z]*'`)
      .join('; '),
    shows: /^status: NXDOMAIN\nstatus: NXDOMAIN\nstatus: NOERROR/,
    normally: /^status: NOERROR\nstatus: NOERROR\nstatus: NOERROR/,
  }),
});

const nsRecords = (origin: string, servers: readonly HostName[]): readonly ZoneRecord[] =>
  servers.map((server): ZoneRecord => [`${origin}.`, 'NS', `${hosts[server].name}.`]);

/** The zone as its records are in a healthy world, under other name servers and with other web addresses. */
function movedZone(origin: string, servers: readonly HostName[], web: HostName): readonly ZoneRecord[] {
  const { records } = NameServers.zone(origin);
  const names = [owner(origin, '@'), owner(origin, 'www')];
  const { v4, v6 } = hosts[web];
  return [
    ...nsRecords(origin, servers),
    ...withAddresses(
      names,
      v4,
      v6,
    )(records.filter(([name, type]) => !(name === `${origin}.` && type === 'NS'))),
  ];
}

const former: readonly HostName[] = ['thirdNs1', 'thirdNs2'];
const formerNode: readonly NodeName[] = ['third'];

export const nameServersChanged = defineFault({
  id: 'name-servers-changed',
  summary:
    'The registry names new name servers since a moment ago: every resolver still asks the old ones, which give the old address.',
  params: z.strictObject({ domain, oldHost: hostName.default('oldServer') }),
  inject: async (world, { domain: origin, oldHost }) => {
    const parent = NameServers.parentOf(origin);
    const isDelegation = ([name, type]: ZoneRecord): boolean => name === `${origin}.` && type === 'NS';
    const now = NameServers.zone(parent).records.filter(isDelegation);
    await world.change.strayZone(origin, formerNode, movedZone(origin, former, oldHost));
    await world.change.zone(parent, (records) => [
      ...records.filter((record) => !isDelegation(record)),
      ...nsRecords(origin, former),
    ]);
    await remember(world, [...addressQuestions([`${origin}.`, owner(origin, 'www')]), `${origin} NS`]);
    await world.change.zone(
      parent,
      (records) => [...records.filter((record) => !isDelegation(record)), ...now],
      { flush: [] },
    );
  },
  witness: ({ domain: origin, oldHost }) => ({
    run: `dig +noall +authority +norecurse @${hosts.tldA.v4} ${origin} NS | grep -c hoster; dig +short @${hosts.quad9.v4} ${origin} NS | grep -c mailco; dig +short @${hosts.quad9.v4} ${origin}; dig +short @${hosts.ns1.v4} ${origin}`,
    shows: literally(`^2\n2\n${hosts[oldHost].v4}\n${hosts.web1.v4}`),
    normally: literally(`^2\n0\n${hosts.web1.v4}\n${hosts.web1.v4}`),
  }),
});

export const zoneAtProvider = defineFault({
  id: 'zone-at-provider',
  summary:
    'The provider’s name servers hold the domain too, with the address of its own server, though the registry names others.',
  params: z.strictObject({
    domain: z.string().default('studio.test'),
    /** Where the zone that counts sends the web site. */
    live: hostName.default('oldServer'),
  }),
  examples: [{ live: 'web1' }],
  inject: async (world, { domain: origin, live }) => {
    await world.change.strayZone(origin, ['ns1', 'ns2'], movedZone(origin, ['ns1', 'ns2'], 'web1'));
    const names = ['@', 'www'].map((name) => owner(origin, name));
    await world.change.zone(origin, withAddresses(names, hosts[live].v4, hosts[live].v6));
  },
  witness: ({ domain: origin, live }) => ({
    run: `dig +noall +comments @${hosts.ns1.v4} ${origin} | grep -o 'status: [A-Z]*'; dig +short @${hosts.ns1.v4} ${origin}; dig +short @${hosts.quad9.v4} ${origin}`,
    shows: literally(`^status: NOERROR\n${hosts.web1.v4}\n${hosts[live].v4}`),
    normally: literally(`^status: REFUSED\n${hosts.web1.v4}`),
  }),
});
