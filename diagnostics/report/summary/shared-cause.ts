/**
 * In which thing a root cause lies, so that one broken thing of many clients is told once. A cause whose thing is not known for sure counts
 * as the domain's own: two faults taken for one would hide the second.
 */
import type { Observation } from '../../model/observation.ts';
import type { Problem } from '../../model/problem.ts';
import type { Report } from '../../model/report.ts';
import type { RootCauseId } from '../../model/root-causes.ts';
import type { SharedKind, SummarisedProblem } from '../../model/run-summary.ts';
import { canonicalAddress, isAddressLiteral } from '../../model/view/addresses.ts';
import { isWithin } from '../../model/view/dns-answers.ts';
import { isConnection } from '../../model/view/sessions.ts';

/** Root causes that may be shared, by the thing that they lie in. All others concern one domain alone. */
const liesIn: Readonly<Record<Exclude<SharedKind, 'domain'>, readonly RootCauseId[]>> = {
  certificate: [
    'tls.certificate.expired',
    'tls.certificate.not_yet_valid',
    'tls.certificate.untrusted',
    'tls.certificate.renewal_due',
    'tls.certificate.overlong',
    'tls.certificate.too_weak',
    'tls.certificate.revoked',
    'tls.chain.incomplete',
    'tls.chain.expired',
  ],
  machine: [
    'server.unreachable_here',
    'server.client_blocked',
    'server.down',
    'server.intermittent',
    'network.path_broken',
  ],
  service: [
    'service.client_blocked',
    'service.unreachable_here',
    'service.ipv6_closed',
    'service.stopped',
    'tls.server_outdated',
    'mail.client_rejected',
    'ftp.passive.private_address',
    'ftp.passive.range_closed',
    'ftp.connection_limit',
    'ftp.data_tls.failed',
    'ssh.refused_here',
    'ssh.no_common_algorithm',
    'ssh.host_key_changed',
    'ssh.other_port',
  ],
  // What a server does under one name: shared only where that name is not the client's own.
  host: ['tls.certificate.name_mismatch', 'tls.certificate.partly_deployed', 'tls.handshake_failed'],
  name_servers: ['dns.server_lame', 'dns.servers_unreachable', 'dns.server_silent'],
  address: ['mail.reverse_name_missing', 'mail.sender_listed', 'mail.sending_server_refused'],
  incident: ['server.known_incident'],
  seat: [
    'network.offline',
    'network.resolver_broken',
    'network.dns_intercepted',
    'network.nxdomain_rewritten',
    'network.refused_nearby',
    'network.proxy',
    'network.captive_portal',
    'network.ipv4_broken',
    'network.ipv6_broken',
    'network.port25_blocked',
    'network.lossy_home',
    'network.mtu',
    'network.port_filtered',
    'network.smtp_redirected',
    'local.clock_wrong',
    'local.firewall',
    'tls.intercepted',
    'mail.intercepted',
    'mail.starttls_stripped',
    'dns.dnssec_resolver',
    'device.tls_outdated',
  ],
};
const kindOf = new Map<string, SharedKind>(
  Object.entries(liesIn).flatMap(([kind, causes]) => causes.map((cause) => [cause, kind as SharedKind])),
);

interface Thing {
  readonly kind: SharedKind;
  /** What tells it from others of its kind. */
  readonly id: string;
  /** For people, where the id is none. */
  readonly name?: string;
}

interface Look {
  readonly problem: Problem;
  readonly domain: string;
  /** Domain under which names are the client's own. */
  readonly own: string;
  /** What this seat measured and the problem rests on, controls left out. */
  readonly behind: readonly Observation[];
}

export function sharedCause(
  report: Report,
  problem: Problem,
  byId: ReadonlyMap<string, Observation>,
): Pick<SummarisedProblem, 'sharedIn' | 'sharedCauseKey'> {
  const { domain, registrableDomain } = report.request.target;
  const behind = problem.evidence
    .flatMap((each) => byId.get(each.observation) ?? [])
    .filter((each) => each.control === undefined && each.view === undefined);
  const { kind, id, name } = thingOf({ problem, domain, own: registrableDomain ?? domain, behind });
  return {
    sharedIn: { kind, name: (name ?? id).slice(0, 600) },
    sharedCauseKey: `${problem.rootCause} ${kind} ${id}`.slice(0, 800),
  };
}

function thingOf(look: Look): Thing {
  const { problem, domain } = look;
  const kind = kindOf.get(problem.rootCause) ?? 'domain';
  return finders[kind](look) ?? { kind: 'domain', id: domain };
}

const finders: Readonly<Record<SharedKind, (look: Look) => Thing | null>> = {
  certificate: (look) => certificateOf(look) ?? foreignHost(look),
  machine: (look) => {
    const [address] = addressesOf(look);
    return address === undefined ? foreignHost(look) : { kind: 'machine', id: address };
  },
  service: (look) => {
    const [address] = addressesOf(look);
    const what = look.problem.service ?? lowestPort(look);
    return address === undefined || what === undefined ? null : { kind: 'service', id: `${address} ${what}` };
  },
  host: foreignHost,
  name_servers: (look) => {
    const names = unique(
      look.behind
        .filter((each) => each.kind === 'dns' && each.endpoint.operator === undefined)
        .flatMap((each) => each.endpoint.name?.toLowerCase() ?? []),
    );
    const isForeign = names.length > 0 && !names.some((name) => isWithin(name, look.own));
    return isForeign ? { kind: 'name_servers', id: names.join(', ') } : null;
  },
  address: (look) => {
    const { subject } = look.problem;
    const [address] = isAddressLiteral(subject) ? [canonicalAddress(subject)] : addressesOf(look);
    return address === undefined ? null : { kind: 'address', id: address };
  },
  incident: ({ problem }) =>
    problem.scope.provider === null
      ? null
      : { kind: 'incident', id: `${problem.scope.provider} ${problem.subject}`, name: problem.subject },
  seat: ({ problem }) => ({ kind: 'seat', id: problem.service ?? 'local' }),
  domain: () => null,
};

function certificateOf({ behind }: Look): Thing | null {
  const [leaf] = behind
    .flatMap((each) => ('tls' in each.data ? (each.data.tls?.chain[0] ?? []) : []))
    .sort((a, b) => (a.fingerprint256 < b.fingerprint256 ? -1 : 1));
  if (leaf === undefined || leaf.fingerprint256 === '') return null;
  const names = leaf.dnsNames.length > 0 ? leaf.dnsNames.slice(0, 4).join(', ') : leaf.subject;
  return { kind: 'certificate', id: leaf.fingerprint256, name: names };
}

/** A server that many use under its own name, such as the provider's mail server. */
function foreignHost({ problem, own, behind }: Look): Thing | null {
  const named = behind.filter(isConnection).flatMap((each) => each.endpoint.name?.toLowerCase() ?? []);
  const [host] = named.length > 0 ? unique(named) : hostsIn(problem.subject);
  return host === undefined || isWithin(host, own) ? null : { kind: 'host', id: host };
}

const hostsIn = (subject: string): readonly string[] => {
  const [, host] = /^((?:[a-z0-9_-]+\.)+[a-z0-9-]+)(?:[\s:(,]|$)/iu.exec(subject) ?? [];
  return host === undefined || isAddressLiteral(host) ? [] : [host.toLowerCase()];
};

/** The lowest stands for the machine, IPv4 first: two clients of one server may have different further addresses. */
const addressesOf = ({ behind }: Look): readonly string[] => {
  const all = unique(
    behind
      .filter(isConnection)
      .flatMap((each) => each.endpoint.address ?? [])
      .map(canonicalAddress),
  );
  return [...all.filter((each) => !each.includes(':')), ...all.filter((each) => each.includes(':'))];
};

const lowestPort = ({ behind }: Look): number | undefined =>
  behind.flatMap((each) => each.endpoint.port ?? []).sort((a, b) => a - b)[0];

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();
