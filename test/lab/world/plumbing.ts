// Turns the map (topology.ts) into namespaces, links, addresses and routes: one `ip -batch` to create the links,
// then one script per namespace, all of them at once.

import { mustRun } from './process.ts';
import { addressesOf, isV6, nodes, seatAddresses } from './topology.ts';
import type { Node, NodeName } from './topology.ts';

const childrenOf = (name: NodeName): readonly Node[] => nodes.filter(({ parent }) => parent === name);

/** Addresses and prefixes of a node and everything below it: what its parent routes to it. */
const reachableThrough = (node: Node): readonly string[] => [
  ...(node.prefixes ?? []),
  ...addressesOf(node.name).map((address) => `${address}/${isV6(address) ? 128 : 32}`),
  ...childrenOf(node.name).flatMap(reachableThrough),
];

interface Link {
  readonly node: Node;
  readonly parent: NodeName;
  readonly parentAddresses: readonly string[];
  readonly ownAddresses: readonly string[];
}

/** Each link gets its own transit network, numbered by the node's place in the list. */
const links: readonly Link[] = nodes.flatMap((node, index) => {
  if (node.parent === undefined) return [];
  return [
    {
      node,
      parent: node.parent,
      parentAddresses: node.lan?.parent ?? [`62.115.${index}.1/30`, `2001:2034:ff:${index}::1/64`],
      ownAddresses: node.lan?.own ?? [`62.115.${index}.2/30`, `2001:2034:ff:${index}::2/64`],
    },
  ];
});

const bare = (cidr: string): string => cidr.replace(/\/.*/, '');
/** Spelled out, because a batch line takes no `-6`: the family follows from the address. */
const everything = (address: string): string => (isV6(address) ? '::/0' : '0.0.0.0/0');

/** What the node itself needs on the link to its parent. */
function upwardLines({ node, parentAddresses, ownAddresses }: Link): readonly string[] {
  const own = addressesOf(node.name);
  return [
    'link set eth0 up',
    ...ownAddresses.map((cidr) => `addr add ${cidr} dev eth0${isV6(cidr) ? ' nodad' : ''}`),
    ...own.map(
      (address) => `addr add ${address}/${isV6(address) ? 128 : 32} dev eth0${isV6(address) ? ' nodad' : ''}`,
    ),
    ...parentAddresses.map((cidr) => {
      // Answers and own traffic leave with the public address, not with the transit one.
      const source = own.find((address) => isV6(address) === isV6(cidr));
      return `route add ${everything(cidr)} via ${bare(cidr)}${source === undefined ? '' : ` src ${source}`}`;
    }),
    // More specific routes win; what nobody owns inside the prefix is dropped without a word.
    ...(node.prefixes ?? []).map((prefix) => `route add blackhole ${prefix} metric 9999`),
  ];
}

/** What a router needs on the link to one child. The interface carries the child's name. */
function downwardLines({ node, parentAddresses, ownAddresses }: Link): readonly string[] {
  return [
    `link set ${node.name} up`,
    ...parentAddresses.map((cidr) => `addr add ${cidr} dev ${node.name}${isV6(cidr) ? ' nodad' : ''}`),
    ...reachableThrough(node).map((route) => {
      const via = ownAddresses.find((cidr) => isV6(cidr) === isV6(route)) ?? '';
      return `route add ${route} via ${bare(via)}`;
    }),
  ];
}

/** The home router: source NAT over IPv4, and its own address as DNS server, handed on to the provider's resolver. */
const homeRuleset = (resolver: string): string => `table ip home {
  chain prerouting { type nat hook prerouting priority -100;
    iifname "customer" ip daddr ${seatAddresses.gateway} meta l4proto { tcp, udp } th dport 53 dnat to ${resolver}
  }
  chain postrouting { type nat hook postrouting priority 100;
    oifname "eth0" ip saddr 192.168.1.0/24 snat to ${seatAddresses.publicV4}
  }
}`;

// No duplicate-address detection (it holds an address back for a second) and no ICMP rate limits (they make
// "unreachable" answers come and go); anybody may ping.
const sysctls = (isRouter: boolean): string => `
set -e
cd /proc/sys/net
for f in ipv6/conf/*/accept_dad ipv6/conf/*/accept_ra ipv4/icmp_ratelimit ipv6/icmp/ratelimit; do echo 0 > $f; done
echo '0 65000' > ipv4/ping_group_range
${isRouter ? 'echo 1 > ipv4/ip_forward; echo 1 > ipv6/conf/all/forwarding' : ''}`;

function scriptOf(node: Node, resolver: string): string {
  const up = links.find((link) => link.node === node);
  const down = links.filter((link) => link.parent === node.name);
  const lines = ['link set lo up', ...(up ? upwardLines(up) : []), ...down.flatMap(downwardLines)];
  const ruleset = node.name === 'home' ? `nft -f - <<'END'\n${homeRuleset(resolver)}\nEND` : '';
  return `${sysctls(down.length > 0)}\nip -batch - <<'END'\n${lines.join('\n')}\nEND\n${ruleset}`;
}

export async function plumb(resolver: string): Promise<void> {
  // Both ends are created inside their namespaces: a lab address never stands in the sandbox's own namespace.
  const create = [
    ...nodes.map(({ name }) => `netns add ${name}`),
    ...links.map(
      ({ node, parent }) =>
        `link add ${node.name} netns ${parent} type veth peer name eth0 netns ${node.name}`,
    ),
  ];
  await mustRun('ip', ['-batch', '-'], { input: create.join('\n') });
  await Promise.all(
    nodes.map((node) =>
      mustRun('ip', ['netns', 'exec', node.name, 'sh'], { input: scriptOf(node, resolver) }),
    ),
  );
}
