/** The demo machine's getaddrinfo: literals, then the hosts file, then the configured resolver. */
import { isIP } from 'node:net';
import type { AddressFamily } from '../../diagnostics/model/schema-kit.ts';
import type { DnsReply } from './dns/authority.ts';
import type { DnsServer } from './dns/resolver.ts';
import type { WorldSpec } from './world-spec.ts';

interface FoundAddress {
  readonly address: string;
  readonly family: AddressFamily;
}

export function demoLookup(
  world: WorldSpec,
  dnsServers: ReadonlyMap<string, DnsServer>,
  name: string,
): readonly FoundAddress[] {
  const wanted = name.toLowerCase().replace(/\.$/, '');
  if (isIP(wanted) !== 0) return [found(wanted)];
  if (wanted === 'localhost') return [found('127.0.0.1')];
  const overrides = world.machine.hostsEntries.filter((entry) => entry.name === wanted);
  if (overrides.length > 0) return overrides.map(({ address }) => found(address));
  const server = configuredResolver(world, dnsServers);
  const replies = (['AAAA', 'A'] as const).map((type) => server?.answer({ name: wanted, type }));
  const addresses = replies.flatMap((reply) => addressesOf(reply));
  if (addresses.length > 0) return addresses;
  // getaddrinfo folds SERVFAIL and silence into "try again", everything else into "not found".
  const isAnswered = replies.some((reply) => reply?.rcode === 'NOERROR' || reply?.rcode === 'NXDOMAIN');
  throw lookupError(isAnswered ? 'ENOTFOUND' : 'EAI_AGAIN', wanted);
}

function configuredResolver(
  world: WorldSpec,
  servers: ReadonlyMap<string, DnsServer>,
): DnsServer | undefined {
  if (world.uplink.state === 'unplugged') return undefined;
  const [resolver] = world.machine.resolvers;
  const entry = Object.entries(world.hosts).find(
    ([, host]) => resolver !== undefined && host.addresses.includes(resolver),
  );
  return entry === undefined ? undefined : servers.get(entry[0]);
}

function addressesOf(reply: DnsReply | undefined): readonly FoundAddress[] {
  return (reply?.answers ?? []).flatMap((answer) =>
    answer.type === 'A' || answer.type === 'AAAA' ? [found(answer.data)] : [],
  );
}

function found(address: string): FoundAddress {
  return { address, family: isIP(address) === 6 ? 6 : 4 };
}

function lookupError(code: 'ENOTFOUND' | 'EAI_AGAIN', hostname: string): Error {
  return Object.assign(new Error(`getaddrinfo ${code} ${hostname}`), {
    code,
    syscall: 'getaddrinfo',
    hostname,
  });
}
