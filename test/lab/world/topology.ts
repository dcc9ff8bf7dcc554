// The map of the small internet as plain data: who hangs below whom, and which public address each machine has.
// Ordinary unicast prefixes on purpose: good tools rightly call documentation prefixes bogus (gotcha 6 of the recipe).

export type NodeName =
  | 'core'
  | 'isp'
  | 'home'
  | 'customer'
  | 'root'
  | 'tld'
  | 'pubdns'
  | 'control'
  | 'third'
  | 'stations'
  | 'hotspot'
  | 'desk'
  | 'cdn'
  | 'edge'
  | 'ns1'
  | 'ns2'
  | 'web1'
  | 'web2'
  | 'mail';

/** Both families always: a fault on one family only is hidden by the other. */
export interface Addresses {
  readonly v4: string;
  readonly v6: string;
}

export interface Host extends Addresses {
  readonly node: NodeName;
  /** Fully qualified, without the last dot; also the reverse (PTR) name. */
  readonly name: string;
}

export interface Node {
  readonly name: NodeName;
  /** The router it hangs below; only `core` has none. */
  readonly parent?: NodeName;
  /** Networks that it owns; addresses in them that no machine has are silent, as on the real internet. */
  readonly prefixes?: readonly string[];
  /** A shared network with the parent instead of the automatic transit link: [parent side, own side, route via]. */
  readonly lan?: { readonly parent: readonly string[]; readonly own: readonly string[] };
}

export const nodes: readonly Node[] = [
  { name: 'core' },
  { name: 'isp', parent: 'core', prefixes: ['86.80.12.0/24', '2a02:a440::/32'] },
  { name: 'home', parent: 'isp', prefixes: ['2a02:a440:51::/48'] },
  {
    name: 'customer',
    parent: 'home',
    lan: {
      parent: ['192.168.1.1/24', '2a02:a440:51:1::1/64'],
      own: ['192.168.1.10/24', '2a02:a440:51:1::10/64'],
    },
  },
  { name: 'root', parent: 'core' },
  { name: 'tld', parent: 'core' },
  { name: 'pubdns', parent: 'core' },
  // a piece of a web proxy network, where no machine stands: silent
  { name: 'control', parent: 'core', prefixes: ['104.21.64.0/24', '2606:4700:3030::/48'] },
  { name: 'third', parent: 'core', prefixes: ['193.176.30.0/23', '2a0f:7800:30::/48'] },
  { name: 'stations', parent: 'core' },
  { name: 'hotspot', parent: 'core' },
  // in the published ranges of a network that stands in front of web sites
  { name: 'cdn', parent: 'core', prefixes: ['172.67.10.0/24', '2606:4700:3035::/48'] },
  { name: 'edge', parent: 'core', prefixes: ['45.80.20.0/23', '2a0e:5040:20::/47'] },
  { name: 'desk', parent: 'edge' },
  { name: 'ns1', parent: 'edge' },
  { name: 'ns2', parent: 'edge' },
  { name: 'web1', parent: 'edge' },
  { name: 'web2', parent: 'edge' },
  { name: 'mail', parent: 'edge' },
];

const host = (node: NodeName, name: string, v4: string, v6: string): Host => ({ node, name, v4, v6 });

export const hosts = {
  // The customer's side. The home router's public address is what every server sees over IPv4.
  home: host('home', 'customer-200.accessnet.net', '86.80.12.200', '2a02:a440:51::1'),
  ispResolver: host('isp', 'resolver.accessnet.net', '86.80.12.53', '2a02:a440::53'),
  ispRelay: host('isp', 'relay.accessnet.net', '86.80.12.25', '2a02:a440::25'),
  // Name service of the world
  tldA: host('tld', 'a.tld-servers.net', '195.66.10.53', '2a01:618:10::53'),
  tldB: host('tld', 'b.tld-servers.net', '195.66.11.53', '2a01:618:11::53'),
  /** The registry's public search (RDAP). */
  registry: host('tld', 'rdap.tld-servers.net', '195.66.10.80', '2a01:618:10::80'),
  quad9: host('pubdns', 'dns.quad9.net', '9.9.9.9', '2620:fe::fe'),
  cloudflare: host('pubdns', 'cloudflare-dns.com', '1.1.1.1', '2606:4700:4700::1111'),
  google: host('pubdns', 'dns.google', '8.8.8.8', '2001:4860:4860::8888'),
  // Neutral operators: anchors, same-port listeners, captive-portal endpoints, time
  opA: host('control', 'op-a.net', '151.101.7.10', '2a04:4e42:7::10'),
  opB: host('control', 'op-b.com', '104.20.7.10', '2606:4700:7::10'),
  opC: host('control', 'op-c.example', '23.45.7.10', '2600:1408:7::10'),
  controlNs1: host('control', 'ns1.op-a.net', '151.101.7.53', '2a04:4e42:7::53'),
  controlNs2: host('control', 'ns2.op-a.net', '151.101.8.53', '2a04:4e42:8::53'),
  // A public measurement network: its interface, and stations that stand in different networks
  stationsApi: host('stations', 'api.stations.net', '185.60.10.10', '2a0b:3400:10::10'),
  stationGhent: host('stations', 'ghent.stations.net', '185.60.11.21', '2a0b:3400:11::21'),
  stationLyon: host('stations', 'lyon.stations.net', '62.210.40.21', '2a01:e0d:40::21'),
  stationToronto: host('stations', 'toronto.stations.net', '146.75.30.21', '2a04:4e40:30::21'),
  // Other seats: the customer's phone at another access provider, and the agent's desk in the provider's own network
  hotspot: host('hotspot', 'phone-40.mobilenet.net', '188.189.20.40', '2a02:a03f:20::40'),
  desk: host('desk', 'desk.hoster.example', '45.80.21.200', '2a0e:5040:21::200'),
  // The hosting provider
  ns1: host('ns1', 'ns1.hoster.example', '45.80.20.53', '2a0e:5040:20::53'),
  ns2: host('ns2', 'ns2.hoster.example', '45.80.21.53', '2a0e:5040:21::53'),
  // The same two machines under a reseller's name (white label)
  agencyNs1: host('ns1', 'ns1.agency.test', '45.80.20.54', '2a0e:5040:20::54'),
  agencyNs2: host('ns2', 'ns2.agency.test', '45.80.21.54', '2a0e:5040:21::54'),
  web1: host('web1', 'web1.hoster.example', '45.80.20.10', '2a0e:5040:20::10'),
  web2: host('web2', 'web2.hoster.example', '45.80.20.11', '2a0e:5040:20::11'),
  mail: host('mail', 'mail.hoster.example', '45.80.20.25', '2a0e:5040:20::25'),
  // A network in front of web sites (CDN, reverse proxy)
  cdnEdge: host('cdn', 'edge1.swiftedge.net', '172.67.10.10', '2606:4700:3035::10'),
  // A third party: DNS and mail operator, and the server that the shop moved away from
  thirdNs1: host('third', 'ns1.mailco.net', '193.176.30.53', '2a0f:7800:30::53'),
  thirdNs2: host('third', 'ns2.mailco.net', '193.176.31.53', '2a0f:7800:30:1::53'),
  thirdMail: host('third', 'mx.mailco.net', '193.176.30.25', '2a0f:7800:30::25'),
  thirdWeb: host('third', 'www.mailco.net', '193.176.30.80', '2a0f:7800:30::80'),
  oldServer: host('third', 'old.mailco.net', '193.176.30.66', '2a0f:7800:30::66'),
  // A registrar's servers for domains whose registration has run out
  expiredNs1: host('third', 'ns1.expired-names.net', '193.176.30.54', '2a0f:7800:30::54'),
  expiredNs2: host('third', 'ns2.expired-names.net', '193.176.31.54', '2a0f:7800:30:1::54'),
  parking: host('third', 'parking.expired-names.net', '193.176.30.67', '2a0f:7800:30::67'),
} as const satisfies Readonly<Record<string, Host>>;

export type HostName = keyof typeof hosts;
export const hostNames = Object.keys(hosts) as readonly HostName[];

/** The customer's seat as it sees itself, and as servers see it. */
export const seatAddresses = {
  lan: '192.168.1.10',
  v6: '2a02:a440:51:1::10',
  gateway: '192.168.1.1',
  gatewayV6: '2a02:a440:51:1::1',
  publicV4: hosts.home.v4,
  /** With a carrier's translation: what the router has, and what servers see. */
  carrierV4: '100.64.7.2',
  carrierPublicV4: '86.80.12.201',
  publicV6Network: '2a02:a440:51::/48',
} as const;

/** The real ones, so that the hints built into every resolver and tool work unchanged. */
export const rootServers: readonly (Addresses & { readonly letter: string })[] = [
  { letter: 'a', v4: '198.41.0.4', v6: '2001:503:ba3e::2:30' },
  { letter: 'b', v4: '170.247.170.2', v6: '2801:1b8:10::b' },
  { letter: 'c', v4: '192.33.4.12', v6: '2001:500:2::c' },
  { letter: 'd', v4: '199.7.91.13', v6: '2001:500:2d::d' },
  { letter: 'e', v4: '192.203.230.10', v6: '2001:500:a8::e' },
  { letter: 'f', v4: '192.5.5.241', v6: '2001:500:2f::f' },
  { letter: 'g', v4: '192.112.36.4', v6: '2001:500:12::d0d' },
  { letter: 'h', v4: '198.97.190.53', v6: '2001:500:1::53' },
  { letter: 'i', v4: '192.36.148.17', v6: '2001:7fe::53' },
  { letter: 'j', v4: '192.58.128.30', v6: '2001:503:c27::2:30' },
  { letter: 'k', v4: '193.0.14.129', v6: '2001:7fd::1' },
  { letter: 'l', v4: '199.7.83.42', v6: '2001:500:9f::42' },
  { letter: 'm', v4: '202.12.27.33', v6: '2001:dc3::35' },
];

/** Former root addresses that still stand in the hints of older tools: a silent one costs them seconds. */
const retiredRootAddresses: readonly string[] = [
  '199.9.14.201',
  '192.228.79.201',
  '128.8.10.90',
  '128.63.2.53',
  '2001:500:200::b',
  '2001:500:84::b',
  '2001:500:3::42',
  '2001:500:1::803f:235',
];

/** Every address of a node, both families, those of the root servers included. */
export const addressesOf = (node: NodeName): readonly string[] => [
  ...hostNames.map((name): Host => hosts[name]).flatMap((one) => (one.node === node ? [one.v4, one.v6] : [])),
  ...(node === 'root' ? [...rootServers.flatMap(({ v4, v6 }) => [v4, v6]), ...retiredRootAddresses] : []),
];

export const isV6 = (address: string): boolean => address.includes(':');
