/** Makers of jobs: keys, deadlines, control marks. The key is the identity of the question. */
import type { Endpoint, InputOf } from '../../model/observation.ts';
import type { Job, JobOf } from '../../model/job.ts';
import type { RecordType } from '../../model/observations/dns.ts';
import type { TlsClientId } from '../../model/tls-clients.ts';
import type { Control } from '../../model/vocabulary.ts';
import { familyOf } from '../../model/view/addresses.ts';
import { uncheckedKey } from '../../model/view/validation.ts';
import type { Facts, Tried } from '../../model/view/facts.ts';
import { dialAddresses } from '../../model/view/host-addresses.ts';
import { boundedKey } from '../../model/view/bounded-key.ts';
import { authoritativeKey, type AuthoritativeQuestion } from '../../model/view/resolver.ts';

/** Whole-operation bounds in milliseconds. Connecting alone is bounded tighter by the runner. */
export const deadlines = {
  local: 5_000,
  dns: 3_000,
  lookup: 6_000,
  connect: 5_000,
  control: 2_500,
  handshake: 9_000,
  dialogue: 15_000,
  /** A dialogue with two listings, each over a connection of its own. */
  transfer: 25_000,
  /** The same, with a test file written and removed. */
  upload: 45_000,
  clock: 3_000,
  /** Stations give a silent port up to ten seconds. */
  outside: 20_000,
} as const;

export interface Place {
  readonly name?: string | undefined;
  readonly address: string;
  readonly port: number;
  readonly operator?: string | undefined;
}

/** The addresses at which a host is worth dialling, with the port. */
export const placesOf = (facts: Facts, host: string, port: number): readonly Place[] =>
  dialAddresses(facts, host).map((address) => ({ name: host, address, port }));

export const endpointOf = (place: Place): Endpoint => ({
  ...(place.name === undefined ? {} : { name: place.name }),
  address: place.address,
  family: familyOf(place.address),
  port: place.port,
  ...(place.operator === undefined ? {} : { operator: place.operator }),
});

const marked = (control: Control | undefined) => (control === undefined ? {} : { control });

/** SNI is a DNS name, never an address (RFC 6066 section 3). */
export const serverNameFor = (host: string): string | null =>
  host.includes(':') || /^[\d.]+$/.test(host) ? null : host;

export const tcpJob = (place: Place, control?: Control): JobOf<'tcp'> => ({
  key: `tcp/${place.address}/${place.port}`,
  kind: 'tcp',
  endpoint: endpointOf(place),
  input: {},
  ...marked(control),
  deadlineMs: control === undefined ? deadlines.connect : deadlines.control,
  attempt: 1,
});

export const tlsJob = (place: Place, serverName: string | null, control?: Control): JobOf<'tls'> => ({
  key: boundedKey(`tls/${place.address}/${place.port}/${serverName ?? 'no-name'}`),
  kind: 'tls',
  endpoint: endpointOf(place),
  input: { serverName },
  ...marked(control),
  deadlineMs: deadlines.handshake,
  attempt: 1,
});

export const urlOf = (scheme: 'http' | 'https', host: string, path: string): string =>
  `${scheme}://${host.includes(':') ? `[${host}]` : host}${path}`;

/** A greeting as an old device sends it (R66). */
export const oldTlsJob = (place: Place, serverName: string | null): JobOf<'tls'> => ({
  ...tlsJob(place, serverName, 'C0'),
  key: boundedKey(`tls/${place.address}/${place.port}/${serverName ?? 'no-name'}/old`),
  input: { serverName, newestVersion: 'TLSv1.1' },
});

/** A greeting with what these programs offer, which is not gone on with. */
export const greetingJob = (place: Place, clients: readonly TlsClientId[]): JobOf<'tls-greeting'> => ({
  key: boundedKey(`tls-greeting/${place.address}/${place.port}/${clients.join('+')}`),
  kind: 'tls-greeting',
  endpoint: endpointOf(place),
  input: { serverName: serverNameFor(place.name ?? place.address), clients },
  deadlineMs: deadlines.handshake,
  attempt: 1,
});

export const httpJob = (place: Place, url: string, control?: Control): JobOf<'http'> => ({
  key: boundedKey(`http/${place.address}/${url}`),
  kind: 'http',
  endpoint: endpointOf(place),
  input: { url, method: 'GET' },
  ...marked(control),
  deadlineMs: deadlines.dialogue,
  attempt: 1,
});

export const mailJob = <K extends 'smtp' | 'imap' | 'pop3' | 'sieve'>(
  kind: K,
  place: Place,
  security: InputOf<K>['security'],
): Job =>
  ({
    key: `${kind}/${place.address}/${place.port}`,
    kind,
    endpoint: endpointOf(place),
    input: { security, serverName: serverNameFor(place.name ?? place.address) },
    deadlineMs: deadlines.dialogue,
    attempt: 1,
  }) as Job;

/** The same question, asked as a control: sooner given up, and no word about the person’s own servers. */
export const controlOf = (job: Job, control: Control): Job => ({
  ...job,
  control,
  deadlineMs: Math.min(job.deadlineMs, deadlines.handshake),
});

export const systemLookupJob = (name: string, control?: Control): JobOf<'system-lookup'> => ({
  key: boundedKey(`system-lookup/${name}`),
  kind: 'system-lookup',
  endpoint: { name },
  input: { name },
  ...marked(control),
  deadlineMs: deadlines.lookup,
  attempt: 1,
});

export const authoritativeJob = (question: AuthoritativeQuestion): JobOf<'dns'> => ({
  key: authoritativeKey(question),
  kind: 'dns',
  endpoint: endpointOf({ name: question.serverName, address: question.address, port: 53 }),
  input: {
    name: question.name,
    type: question.type,
    recursion: false,
    transport: question.transport,
    ...(question.dnssecOk === true ? { dnssecOk: true } : {}),
  },
  deadlineMs: deadlines.dns,
  attempt: 1,
});

/** RFC 9082 section 3.1.3: `domain/NAME` below the registry's base URL. Its port may stand in the URL. */
export function rdapJob(place: Place, server: string, domain: string): JobOf<'rdap'> {
  const base = new URL(server.endsWith('/') ? server : `${server}/`);
  const port = base.port === '' ? place.port : Number(base.port);
  return {
    key: boundedKey(`rdap/${base.hostname}/${domain}`),
    kind: 'rdap',
    endpoint: endpointOf({ ...place, port }),
    input: { domain, url: new URL(`domain/${domain}`, base).href },
    control: 'C6',
    deadlineMs: deadlines.handshake,
    attempt: 1,
  };
}

export interface Resolver {
  readonly address: string;
  readonly operator?: string | undefined;
  readonly name?: string | undefined;
  /** DoH URL; plain UDP without one. */
  readonly doh?: string | undefined;
}

/** The same question without validation (CD, RFC 4035 section 3.2.2): an answer then says that validating it fails. */
export const uncheckedJob = ({ key, best: { endpoint, input } }: Tried<'dns'>): JobOf<'dns'> => ({
  key: uncheckedKey(key),
  kind: 'dns',
  endpoint,
  input: { ...input, checkingDisabled: true },
  control: 'C6',
  deadlineMs: input.transport === 'udp' ? deadlines.dns : deadlines.handshake,
  attempt: 1,
});

export function resolverJob(resolver: Resolver, name: string, type: RecordType): JobOf<'dns'> {
  const transport = resolver.doh === undefined ? 'udp' : 'https';
  return {
    key: boundedKey(`resolver/${transport}/${resolver.name ?? resolver.address}/${name}/${type}`),
    kind: 'dns',
    endpoint: endpointOf({
      name: resolver.name,
      address: resolver.address,
      port: transport === 'udp' ? 53 : 443,
      operator: resolver.operator,
    }),
    input: {
      name,
      type,
      recursion: true,
      transport,
      ...(resolver.doh === undefined ? {} : { url: resolver.doh }),
    },
    deadlineMs: transport === 'udp' ? deadlines.dns : deadlines.handshake,
    attempt: 1,
  };
}
