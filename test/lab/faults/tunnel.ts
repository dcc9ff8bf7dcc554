// A tunnel that carries everything to another place, and a line that is long: both by programs behind tun devices.

import { z } from 'zod';
import type { Service } from '../services/service.ts';
import {
  delayDevice,
  delayLine,
  filterDevice,
  nameFilter,
  tunnelClient,
  tunnelDevice,
  tunnelExit,
} from '../services/tunnels.ts';
import { hosts, seatAddresses } from '../world/topology.ts';
import type { NodeName } from '../world/topology.ts';
import type { World } from '../world/world.ts';
import { defineFault } from './fault.ts';
import { hostName, shop } from './parts.ts';
import { forward } from './path.ts';

const table = 77;

/** Leads all that comes from one neighbour through a tun device, behind which a program holds it back or looks at it. */
async function leadThrough(
  world: World,
  node: NodeName,
  from: string,
  device: string,
  program: Service,
): Promise<void> {
  await world.change.ip(
    node,
    [`tuntap add dev ${device} mode tun`, `link set ${device} up`],
    [`link del ${device}`],
  );
  await world.change.launch(program);
  for (const [family, everything] of [
    [4, '0.0.0.0/0'],
    [6, '::/0'],
  ] as const) {
    const rule = `iif ${from} lookup ${table}`;
    await world.change.ip(
      node,
      [`route add ${everything} dev ${device} table ${table}`, `rule add ${rule}`],
      [`rule del ${rule}`],
      family,
    );
  }
}

export const longLine = defineFault({
  id: 'long-line',
  summary:
    'The way from the access provider on takes time, so that the round trip to every server is long (no fault).',
  params: z.strictObject({ milliseconds: z.int().min(1).max(400).default(40) }),
  inject: (world, { milliseconds }) =>
    leadThrough(world, 'isp', 'home', delayDevice, delayLine('isp', milliseconds)),
  witness: () => ({
    run: `ping -q -n -c 3 -i 0.2 -W 2 ${hosts.web1.v4} | grep -o 'min/avg.*'`,
    shows: /= [1-9]\d+\./,
    normally: /= \d\./,
  }),
});

/** Where the packets come from that are looked at. The home router cannot: it would translate addresses only before. */
const filterPlaces = { isp: 'home', edge: 'eth0' } as const;

export const nameFiltered = defineFault({
  id: 'sni-filter',
  summary:
    'A filter at one place resets https connections as soon as a name is sent in them, whatever server they go to.',
  params: z.strictObject({
    at: z.enum(['isp', 'edge']).default('isp'),
    name: z.string().default(shop),
  }),
  examples: [{ at: 'edge' }],
  inject: (world, { at, name }) =>
    leadThrough(world, at, filterPlaces[at], filterDevice, nameFilter(at, name)),
  witness: ({ name }) => ({
    run: [name, hosts.web1.name]
      .map(
        (sent) =>
          `timeout 5 openssl s_client -connect ${hosts.web1.v4}:443 -servername ${sent} </dev/null 2>&1 | grep -E '^issuer|errno|reset'`,
      )
      .join('; echo; '),
    shows: /^(?!issuer)[^\n]*(errno|reset)[^]*issuer=/,
    normally: /^issuer=[^]*issuer=/,
  }),
});

const exitV4 = '193.176.30.99';
const inside = { v4: '10.8.0.2', exit: '10.8.0.1', v6: '2a0f:7800:30:8::2', exitV6: '2a0f:7800:30:8::1' };

export const tunnel = defineFault({
  id: 'tunnel',
  summary:
    'A VPN holds the default route of the computer, over both families, and everything leaves at the third party (no fault), whose address the provider may ban at some machines.',
  params: z.strictObject({ bannedAt: z.array(hostName).default([]) }),
  inject: async (world, { bannedAt }) => {
    const make = [
      `tuntap add dev ${tunnelDevice} mode tun`,
      `link set ${tunnelDevice} mtu 1400`,
      `link set ${tunnelDevice} up`,
    ];
    await world.change.ip(
      'third',
      [
        ...make,
        `addr add ${inside.exit}/24 dev ${tunnelDevice}`,
        `addr add ${inside.exitV6}/64 dev ${tunnelDevice} nodad`,
      ],
      [`link del ${tunnelDevice}`],
    );
    await world.change.forwarding('third');
    await world.change.nft(
      'third',
      `chain postrouting { type nat hook postrouting priority 100; oifname "eth0" ip saddr ${inside.v4} snat to ${exitV4}\n}`,
    );
    await world.change.launch(tunnelExit());
    const own = `${hosts.thirdWeb.v4} via ${seatAddresses.gateway}`;
    await world.change.ip(
      'customer',
      [
        ...make,
        `addr add ${inside.v4}/24 dev ${tunnelDevice}`,
        `addr add ${inside.v6}/64 dev ${tunnelDevice} nodad`,
        `route add ${own}`,
        `route add 0.0.0.0/1 dev ${tunnelDevice}`,
        `route add 128.0.0.0/1 dev ${tunnelDevice}`,
        `route add 2000::/3 dev ${tunnelDevice}`,
      ],
      [`link del ${tunnelDevice}`, `route del ${own}`],
    );
    await world.change.launch(tunnelClient());
    if (bannedAt.length === 0) return;
    const rules = bannedAt.flatMap((name) => [
      `ip saddr ${exitV4} ip daddr ${hosts[name].v4} drop`,
      `ip6 saddr ${inside.v6} ip6 daddr ${hosts[name].v6} drop`,
    ]);
    await world.change.nft('edge', forward(rules.join('\n')));
  },
  witness: () => ({
    run: `ip -o route get ${hosts.web1.v4}; ip -o route get ${hosts.web1.v6}; curl -sS -m 5 -o /dev/null -w '%{http_code}' https://shop.test/`,
    shows: /dev tun0[^]*dev tun0[^]*200$/,
    normally: /dev eth0[^]*dev eth0[^]*200$/,
  }),
});
