// Faults between the computer and the servers: home network, access provider, backbone.

import { z } from 'zod';
import { hosts } from '../world/topology.ts';
import type { Addresses, HostName, NodeName } from '../world/topology.ts';
import type { World } from '../world/world.ts';
import { defineFault } from './fault.ts';
import { connect, hostName, isOpen, isRefused, isTimeout, neutralOperator, ports, shop } from './parts.ts';

const how = z.enum(['drop', 'reset', 'icmp']).default('drop');
const family = z.enum(['4', '6', 'both']).default('both');
/** nftables verdicts; `icmp` is the polite refusal of a firewall. */
export const verdicts: Readonly<Record<z.output<typeof how>, string>> = {
  drop: 'drop',
  reset: 'reject with tcp reset',
  icmp: 'reject with icmpx admin-prohibited',
};

export const prerouting = (rules: string): string =>
  `chain prerouting { type nat hook prerouting priority -110; policy accept;\n${rules}\n}`;

export const forward = (rules: string): string =>
  `chain forward { type filter hook forward priority 0; policy accept;\n${rules}\n}`;

const offlineAt = ['gateway', 'home', 'isp'] as const;

export const offline = defineFault({
  id: 'offline',
  summary:
    'Nothing gets out: the gateway itself is silent, or it answers and its line (home) or the access provider (isp) drops everything.',
  params: z.strictObject({ at: z.enum(offlineAt).default('isp') }),
  examples: [{ at: 'gateway' }, { at: 'home' }],
  inject: async (world, { at }) => {
    const own =
      'chain input { type filter hook input priority 0; policy accept; iifname "customer" drop\n}\n';
    const all = (from: NodeName): string => forward(`iifname "${from}" drop`);
    if (at === 'isp') {
      // The provider's resolver stands in the same network and is cut off as well.
      const resolver =
        'chain input { type filter hook input priority 0; policy accept; iifname "home" drop\n}\n';
      return world.change.nft('isp', resolver + all('home'));
    }
    return world.change.nft('home', (at === 'gateway' ? own : '') + all('customer'));
  },
  witness: () => ({ run: connect(hosts.opA.v4, 443), shows: isTimeout, normally: isOpen }),
});

const hostMatch = (to: HostName, over: '4' | '6'): string =>
  over === '4' ? `ip daddr ${hosts[to].v4} ` : `ip6 daddr ${hosts[to].v6} `;

export const portBlocked = defineFault({
  id: 'port-blocked',
  summary:
    'Connections to some ports do not pass at one place, to everywhere or to one host, over one family or both.',
  params: z.strictObject({
    at: z.enum(['customer', 'home', 'isp', 'core', 'edge']).default('isp'),
    ports: ports.default([25]),
    protocol: z.enum(['tcp', 'udp']).default('tcp'),
    how,
    to: hostName.optional(),
    family,
  }),
  examples: [
    { ports: [993], at: 'edge', to: 'mail', family: '6' },
    { how: 'reset' },
    { how: 'icmp' },
    { at: 'customer', ports: [465, 587, 993, 995] },
    { at: 'home', ports: [53], protocol: 'udp' },
    { at: 'core', ports: [443], to: 'web1' },
    { at: 'home', ports: [2083] },
  ],
  inject: (world, { at, ports: blocked, protocol, how: verdict, to, family: over }) => {
    const match = `${protocol} dport { ${blocked.join(', ')} }`;
    const addresses = (['4', '6'] as const)
      .filter((each) => over === 'both' || over === each)
      .map((each) => (to === undefined ? `meta nfproto ipv${each} ` : hostMatch(to, each)));
    const rules = addresses.map((address) => `${address}${match} ${verdicts[verdict]}`).join('\n');
    const output = `chain output { type filter hook output priority 0; policy accept;\n${rules}\n}`;
    return world.change.nft(at, at === 'customer' ? output : forward(rules));
  },
  witness: ({ ports: blocked, how: verdict, to, protocol, family: over }) => {
    const { v4, v6 } = hosts[to ?? 'opB'];
    if (protocol === 'udp') {
      return {
        run: `dig +tries=1 +time=2 @${hosts.quad9.v4} ${shop}`,
        shows: /timed out|no servers|refused/,
        normally: /NOERROR/,
      };
    }
    const shows = {
      drop: isTimeout,
      reset: isRefused,
      icmp: /No route to host|Permission denied|prohibited/,
    }[verdict];
    return { run: connect(over === '6' ? v6 : v4, blocked[0] ?? 25), shows, normally: isOpen };
  },
});

export const webOnlyNetwork = defineFault({
  id: 'web-only-network',
  summary: 'A hotel or office network lets only some ports out, those of the web and of DNS, to everywhere.',
  params: z.strictObject({ allowed: ports.default([53, 80, 443]), how }),
  examples: [{ how: 'reset' }, { allowed: [53, 80, 443, 993], how: 'icmp' }],
  inject: (world, { allowed, how: verdict }) => {
    const others = `th dport != { ${allowed.join(', ')} }`;
    const rules = [
      `iifname "customer" meta l4proto tcp ${others} ${verdicts[verdict]}`,
      `iifname "customer" meta l4proto udp ${others} drop`,
    ];
    return world.change.nft('home', forward(rules.join('\n')));
  },
  witness: ({ how: verdict }) => ({
    run: `${connect(hosts.opA.v4, 443)}; ${connect(hosts.opA.v4, 587)}; ${connect(hosts.opB.v4, 22)}`,
    shows: verdict === 'drop' ? /^open\n(code 124.*\n?){2}/ : /^open\n(?!open)/,
    normally: /^open\nopen\nopen/,
  }),
});

export const ipv6Broken = defineFault({
  id: 'ipv6-broken',
  summary: 'The computer has an IPv6 address and route, and nothing comes back from the IPv6 internet.',
  params: z.strictObject({ at: z.enum(['home', 'isp']).default('isp'), how }),
  examples: [{ at: 'home' }, { how: 'icmp' }],
  inject: (world, { at, how: verdict }) =>
    world.change.nft(at, forward(`meta nfproto ipv6 ${verdict === 'reset' ? 'drop' : verdicts[verdict]}`)),
  witness: () => ({ run: connect(hosts.opA.v6, 443), shows: /code (124|1)/, normally: isOpen }),
});

export const ipv4Broken = defineFault({
  id: 'ipv4-broken',
  summary:
    'The computer has an IPv4 address and route, and nothing comes back from the IPv4 internet; over IPv6 all is well.',
  params: z.strictObject({ at: z.enum(['home', 'isp']).default('isp'), how }),
  examples: [{ at: 'home' }, { how: 'icmp' }],
  inject: (world, { at, how: verdict }) =>
    world.change.nft(at, forward(`meta nfproto ipv4 ${verdict === 'reset' ? 'drop' : verdicts[verdict]}`)),
  witness: () => ({
    run: `${connect(hosts.opA.v4, 443)}; ${connect(hosts.opA.v6, 443)}`,
    shows: /code (124|1)[^]*^open/m,
    normally: /^open\nopen/,
  }),
});

export const packetLoss = defineFault({
  id: 'packet-loss',
  summary:
    'A share of all packets is lost at one place, in both directions; at the gateway also those that are meant for the router itself.',
  params: z.strictObject({
    at: z.enum(['gateway', 'home', 'isp', 'edge']).default('isp'),
    percent: z.int().min(1).max(90).default(30),
  }),
  examples: [{ at: 'gateway' }],
  inject: (world, { at, percent }) => {
    const lose = `numgen random mod 100 < ${percent} drop`;
    if (at !== 'gateway') return world.change.nft(at, forward(lose));
    const wifi = (hook: 'input' | 'output', way: string): string =>
      `chain ${hook} { type filter hook ${hook} priority 0; policy accept; ${way} "customer" ${lose}\n}`;
    return world.change.nft(
      'home',
      [forward(lose), wifi('input', 'iifname'), wifi('output', 'oifname')].join('\n'),
    );
  },
  witness: ({ at }) => ({
    run: `ping -q -n -i 0.01 -c 200 -W 1 ${at === 'gateway' ? '192.168.1.1' : hosts.web1.v4} | grep -o '[0-9.]*% packet loss'`,
    shows: /^[1-9]/,
    normally: /^0%/,
  }),
});

/** Large packets from one machine and to it are dropped at the provider's edge; a burst that the kernel holds as one counts as large. */
const mtuAt = (world: World, { v4, v6 }: Addresses, bytes: number): Promise<void> => {
  const rules = [`ip saddr ${v4}`, `ip daddr ${v4}`, `ip6 saddr ${v6}`, `ip6 daddr ${v6}`];
  return world.change.nft(
    'edge',
    forward(rules.map((match) => `${match} meta length > ${bytes} drop`).join('\n')),
  );
};

async function smallLine(world: World, bytes: number, isTold: boolean): Promise<void> {
  world.change.forgetPathsAfterwards();
  const silence =
    'chain output { type filter hook output priority 0; policy accept; icmp type destination-unreachable drop\nicmpv6 type packet-too-big drop\n}';
  for (const node of isTold ? [] : (['core', 'isp'] as const)) await world.change.nft(node, silence);
  const mtu = (node: NodeName, device: string): Promise<void> =>
    world.change.ip(node, [`link set ${device} mtu ${bytes}`], [`link set ${device} mtu 1500`]);
  await mtu('core', 'isp');
  await mtu('isp', 'eth0');
}

const largePing = (address: string): string =>
  `ping -q -n -M do -s 1400 -c 2 -i 0.1 -W 1 ${address} | grep -o '[0-9.]*% packet loss'; ping -q -n -c 1 -W 1 ${address} | grep -o '[0-9.]*% packet loss'`;

export const mtuBlackhole = defineFault({
  id: 'mtu-blackhole',
  summary:
    'The line to the access provider, or one machine of the provider, carries only small packets and nobody is told: connects work, large answers hang.',
  params: z.strictObject({ bytes: z.int().min(1280).max(1492).default(1300), host: hostName.optional() }),
  examples: [{ host: 'web1' }],
  inject: (world, { bytes, host }) =>
    host === undefined ? smallLine(world, bytes, false) : mtuAt(world, hosts[host], bytes),
  witness: ({ host }) => ({
    run: largePing(hosts[host ?? 'web1'].v4),
    shows: /100% packet loss\n0% packet loss/,
    normally: /^0% packet loss\n0% packet loss/,
  }),
});

export const smallMtu = defineFault({
  id: 'small-mtu',
  summary:
    'The line carries only small packets and says so, as many lines do (no fault: senders learn of it).',
  params: z.strictObject({ bytes: z.int().min(1280).max(1492).default(1400) }),
  inject: (world, { bytes }) => smallLine(world, bytes, true),
  witness: () => ({
    run: `ping -n -M do -s 1420 -c 1 -W 1 ${hosts.web1.v4}`,
    shows: /Frag needed|mtu ?=|too long/i,
    normally: /1 received/,
  }),
});

export const pathHole = defineFault({
  id: 'path-hole',
  summary:
    'Nothing that the access provider hands on reaches the hosting provider, over one family or both; everybody else gets there.',
  params: z.strictObject({ family }),
  examples: [{ family: '4' }],
  inject: (world, { family: over }) => {
    const only = over === 'both' ? '' : `meta nfproto ipv${over} `;
    return world.change.nft('core', forward(`${only}iifname "isp" oifname "edge" drop`));
  },
  witness: ({ family: over }) => ({
    run: `${connect(over === '6' ? hosts.web2.v6 : hosts.web2.v4, 443)}; ${connect(hosts.opA.v4, 443)}; dig +tries=1 +time=3 +noall +comments @${hosts.quad9.v4} ${shop}`,
    shows: /^code 124(.*\n)+open\n(.*\n)*.*NOERROR/,
    normally: /^open\nopen\n(.*\n)*.*NOERROR/,
  }),
});

export const routeMissing = defineFault({
  id: 'route-missing',
  summary: 'The backbone has no route to one host and says so (ICMP unreachable).',
  params: z.strictObject({ host: hostName.default('web1') }),
  inject: (world, { host }) => {
    const { v4, v6 } = hosts[host];
    const rules = [
      `ip daddr ${v4} reject with icmp host-unreachable`,
      `ip6 daddr ${v6} reject with icmpv6 no-route`,
    ];
    return world.change.nft('core', forward(rules.join('\n')));
  },
  witness: ({ host }) => ({ run: connect(hosts[host].v4, 443), shows: /No route to host/, normally: isOpen }),
});

export const operatorSilent = defineFault({
  id: 'operator-silent',
  summary:
    'One of the neutral operators is gone from the internet, with its web site, its clock and all (no fault of anybody here).',
  params: z.strictObject({ operator: neutralOperator }),
  examples: [{ operator: 'opA' }],
  inject: (world, { operator }) => {
    const { v4, v6 } = hosts[operator];
    return world.change.nft('core', forward(`ip daddr ${v4} drop\nip6 daddr ${v6} drop`));
  },
  witness: ({ operator }) => ({
    run: connect(hosts[operator].v4, 443),
    shows: isTimeout,
    normally: isOpen,
  }),
});
