// Servers that take connections some of the time, by fault or on purpose.

import { z } from 'zod';
import { hosts } from '../world/topology.ts';
import type { HostName } from '../world/topology.ts';
import { defineFault } from './fault.ts';
import { hostName } from './parts.ts';
import { forward, verdicts } from './path.ts';

/** Twenty connects one after the other: how many stood. */
const twentyTries = (host: HostName, port: number): string =>
  `n=0; for i in $(seq 20); do timeout 1 bash -c 'exec 3<>/dev/tcp/${hosts[host].v4}/${port}' 2>/dev/null && n=$((n+1)); done; echo "$n of 20"`;
const someStood = /^(?:[3-9]|1[0-7]) of 20/;

export const intermittent = defineFault({
  id: 'intermittent',
  summary:
    'A machine takes only a share of all connections, by chance, over both families: whether one stands hangs on its own port number.',
  params: z.strictObject({
    host: hostName.default('web1'),
    percent: z.int().min(10).max(90).default(50),
    how: z.enum(['drop', 'reset']).default('drop'),
  }),
  examples: [{ host: 'mail', how: 'reset' }],
  inject: (world, { host, percent, how }) => {
    // a repeated SYN has the port of the first: each connection fails or stands as a whole
    const some = `jhash tcp sport mod 100 < ${percent} ${verdicts[how]}`;
    const { v4, v6 } = hosts[host];
    return world.change.nft('edge', forward(`ip daddr ${v4} ${some}\nip6 daddr ${v6} ${some}`));
  },
  witness: ({ host }) => ({
    run: twentyTries(host, host === 'mail' ? 993 : 443),
    shows: someStood,
    normally: /^20 of 20/,
  }),
});

export const connectionLimit = defineFault({
  id: 'connection-limit',
  summary:
    'A machine refuses an address that has some connections open already, as guards do (no fault: one after the other all stand).',
  params: z.strictObject({ host: hostName.default('web1'), atOnce: z.int().min(1).max(20).default(3) }),
  inject: (world, { host, atOnce }) => {
    const { v4, v6 } = hosts[host];
    const sets = [
      'set four { type ipv4_addr; size 999; flags dynamic; }',
      'set six { type ipv6_addr; size 999; flags dynamic; }',
    ];
    const rules = [
      `ip daddr ${v4} tcp flags & (syn | ack) == syn ct state new add @four { ip saddr ct count over ${atOnce} } reject with tcp reset`,
      `ip6 daddr ${v6} tcp flags & (syn | ack) == syn ct state new add @six { ip6 saddr ct count over ${atOnce} } reject with tcp reset`,
    ];
    return world.change.nft('edge', `${sets.join('\n')}\n${forward(rules.join('\n'))}`);
  },
  witness: ({ host, atOnce }) => ({
    run: `n=0; for i in $(seq ${atOnce + 3}); do (exec 3<>/dev/tcp/${hosts[host].v4}/443 && sleep 1) 2>/dev/null & pids="$pids $!"; done; for p in $pids; do wait $p && n=$((n+1)); done; echo "$n stood"`,
    shows: new RegExp(`^${atOnce} stood`),
    normally: new RegExp(`^${atOnce + 3} stood`),
  }),
});
