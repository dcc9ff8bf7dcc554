// Faults of the provider's machines and daemons as such, whatever they serve.

import { z } from 'zod';
import { hostKeyPath, sshdDirectory } from '../services/file-access.ts';
import { mustRun } from '../world/process.ts';
import { hosts, seatAddresses } from '../world/topology.ts';
import type { HostName } from '../world/topology.ts';
import { defineFault } from './fault.ts';
import {
  connect,
  isOpen,
  isRefused,
  isTimeout,
  ports,
  serviceDaemons,
  serviceDoors,
  serviceNames,
} from './parts.ts';
import { forward, verdicts } from './path.ts';

const service = z.enum(serviceNames).default('web');
const servers = ['ns1', 'ns2', 'web1', 'web2', 'mail'] as const satisfies readonly HostName[];
const serverList = z.array(z.enum(servers)).min(1);
const everyPort: Readonly<Record<(typeof servers)[number], number>> = {
  ns1: 53,
  ns2: 53,
  web1: 443,
  web2: 443,
  mail: 993,
};

export const serviceStopped = defineFault({
  id: 'service-stopped',
  summary: 'The daemons of one service do not run: its ports refuse, the others of the machine answer.',
  params: z.strictObject({ service }),
  examples: [
    { service: 'smtp' },
    { service: 'imap' },
    { service: 'ftp' },
    { service: 'ssh' },
    { service: 'dns' },
  ],
  inject: async (world, { service: name }) => {
    for (const daemon of serviceDaemons[name]) await world.change.stop(daemon);
  },
  witness: ({ service: name }) => {
    const { host, port } = serviceDoors[name];
    return { run: connect(host.v4, port), shows: isRefused, normally: isOpen };
  },
});

export const serviceHung = defineFault({
  id: 'service-hung',
  summary: 'The daemons of one service hang: connects succeed, no answer ever comes.',
  params: z.strictObject({ service: z.enum(['web', 'smtp', 'imap', 'ssh']).default('web') }),
  examples: [{ service: 'smtp' }, { service: 'imap' }, { service: 'ssh' }],
  inject: async (world, { service: name }) => {
    for (const daemon of serviceDaemons[name]) world.change.freeze(daemon);
    await Promise.resolve();
  },
  witness: ({ service: name }) => {
    const { host, port } = serviceDoors[name];
    // Something must be said by either side: a greeting, or the answer to a handshake.
    const speak = ['web', 'imap'].includes(name)
      ? `timeout 2 openssl s_client -connect ${host.v4}:${port} </dev/null 2>/dev/null | grep -c CERTIFICATE`
      : `timeout 2 nc -w1 ${host.v4} ${port} </dev/null | wc -l`;
    return { run: `${connect(host.v4, port)}; ${speak}`, shows: /open\n0/, normally: /open\n[1-9]/ };
  },
});

export const hostSilent = defineFault({
  id: 'host-silent',
  summary: 'Machines of the provider are gone: every port is silent to everybody, over both families.',
  params: z.strictObject({ hosts: serverList.default(['web1']) }),
  examples: [
    { hosts: ['mail'] },
    { hosts: ['ns1', 'ns2'] },
    { hosts: ['web1', 'web2', 'mail', 'ns1', 'ns2'] },
  ],
  inject: (world, { hosts: gone }) => {
    const rules = gone.flatMap((name) => [
      `ip daddr ${hosts[name].v4} drop`,
      `ip6 daddr ${hosts[name].v6} drop`,
    ]);
    return world.change.nft('edge', forward(rules.join('\n')));
  },
  witness: ({ hosts: gone }) => {
    const first = gone[0] ?? 'web1';
    return { run: connect(hosts[first].v4, everyPort[first]), shows: isTimeout, normally: isOpen };
  },
});

export const clientBanned = defineFault({
  id: 'client-banned',
  summary: "The provider blocks the customer's public addresses at some machines, on all ports or on some.",
  params: z.strictObject({
    hosts: serverList.default(['web1', 'mail']),
    ports: ports.optional(),
    how: z.enum(['drop', 'reset', 'icmp']).default('drop'),
  }),
  examples: [
    { ports: [22], hosts: ['web1'], how: 'reset' },
    { how: 'icmp', hosts: ['mail'] },
  ],
  inject: (world, { hosts: at, ports: some, how }) => {
    const blocked = some === undefined ? '' : `tcp dport { ${some.join(', ')} } `;
    const tcpOnly = how === 'reset' && some === undefined ? 'meta l4proto tcp ' : '';
    const rules = at.flatMap((name) => [
      `ip saddr ${seatAddresses.publicV4} ip daddr ${hosts[name].v4} ${blocked}${tcpOnly}${verdicts[how]}`,
      `ip6 saddr ${seatAddresses.publicV6Network} ip6 daddr ${hosts[name].v6} ${blocked}${tcpOnly}${verdicts[how]}`,
    ]);
    return world.change.nft('edge', forward(rules.join('\n')));
  },
  witness: ({ hosts: at, ports: some, how }) => {
    const first = at[0] ?? 'web1';
    const shows = {
      drop: isTimeout,
      reset: isRefused,
      icmp: /No route to host|Permission denied|prohibited/,
    }[how];
    return { run: connect(hosts[first].v4, some?.[0] ?? everyPort[first]), shows, normally: isOpen };
  },
});

export const foreignersBlocked = defineFault({
  id: 'foreigners-blocked',
  summary:
    'A firewall rule of the provider lets only one country in: everybody else is dropped, the customer too.',
  params: z.strictObject({ hosts: serverList.default(['web1']) }),
  inject: (world, { hosts: at }) => {
    const { stationToronto: home, desk } = hosts;
    const rules = at.flatMap((name) => [
      `ip daddr ${hosts[name].v4} ip saddr != { ${home.v4}, ${desk.v4} } drop`,
      `ip6 daddr ${hosts[name].v6} ip6 saddr != { ${home.v6}, ${desk.v6} } drop`,
    ]);
    return world.change.nft('edge', forward(rules.join('\n')));
  },
  witness: ({ hosts: at }) => {
    const first = at[0] ?? 'web1';
    return { run: connect(hosts[first].v4, everyPort[first]), shows: isTimeout, normally: isOpen };
  },
});

export const thirdPartySilent = defineFault({
  id: 'third-party-silent',
  summary: 'The third-party DNS and mail operator is gone from the internet.',
  params: z.strictObject({}),
  inject: (world) => world.change.nft('core', forward('oifname "third" drop')),
  witness: () => ({ run: connect(hosts.thirdMail.v4, 25), shows: isTimeout, normally: isOpen }),
});

export const sshHostKeyChanged = defineFault({
  id: 'ssh-host-key-changed',
  summary: 'The web server shows another SSH host key than before.',
  params: z.strictObject({}),
  inject: async (world) => {
    const fresh = `${sshdDirectory}/other_ed25519`;
    await mustRun('bash', ['-c', `rm -f ${fresh}*; ssh-keygen -q -t ed25519 -N '' -C web1 -f ${fresh}`]);
    await world.change.reconfigure(serviceDaemons.ssh, {
      [`${sshdDirectory}/sshd_config`]: (text) => text.replace(`HostKey ${hostKeyPath}`, `HostKey ${fresh}`),
    });
  },
  witness: () => ({
    run: `ssh-keyscan -t ed25519 ${hosts.web1.v4} 2>/dev/null | cut -d' ' -f3 | grep -qF "$(cut -d' ' -f2 ${hostKeyPath}.pub)" && echo same || echo other`,
    shows: /^other/,
    normally: /^same/,
  }),
});
