// The access provider's own translation of addresses: several customers behind one public address.

import { z } from 'zod';
import { natPmp, natPmpPort } from '../services/middleboxes.ts';
import { hosts, seatAddresses } from '../world/topology.ts';
import { defineFault } from './fault.ts';
import { hostName } from './parts.ts';
import { forward } from './path.ts';

const { carrierV4, carrierPublicV4, gateway } = seatAddresses;

const postrouting = (rule: string): string =>
  `chain postrouting { type nat hook postrouting priority 90; policy accept;\n${rule}\n}`;

export const carrierNat = defineFault({
  id: 'carrier-nat',
  summary:
    'The access provider shares one public IPv4 address among customers (CGNAT), and the home router tells so (no fault); the provider may ban that address at some machines for what a neighbour did.',
  params: z.strictObject({ bannedAt: z.array(hostName).default([]) }),
  examples: [{ bannedAt: ['web1'] }],
  inject: async (world, { bannedAt }) => {
    await world.change.ip(
      'home',
      [`addr add ${carrierV4}/32 dev eth0`],
      [`addr del ${carrierV4}/32 dev eth0`],
    );
    await world.change.ip(
      'isp',
      [`route add ${carrierV4}/32 dev home`],
      [`route del ${carrierV4}/32 dev home`],
    );
    await world.change.nft(
      'home',
      postrouting(`oifname "eth0" ip saddr 192.168.1.0/24 snat ip to ${carrierV4}`),
    );
    await world.change.nft(
      'isp',
      postrouting(`oifname "eth0" ip saddr ${carrierV4} snat ip to ${carrierPublicV4}`),
    );
    await world.change.launch(natPmp(carrierV4));
    if (bannedAt.length === 0) return;
    const rules = bannedAt.map((name) => `ip saddr ${carrierPublicV4} ip daddr ${hosts[name].v4} drop`);
    await world.change.nft('edge', forward(rules.join('\n')));
  },
  witness: () => ({
    run: `printf '\\0\\0' | timeout 2 nc -u -w1 ${gateway} ${natPmpPort} | od -An -tu1; curl -4 -sS -m 4 -o /dev/null -w '%{http_code}' https://${hosts.thirdWeb.name}/`,
    shows: new RegExp(`128[^]*${carrierV4.split('.').join(' +')}\\s+200$`),
    normally: /^\s*200$/,
  }),
});
