/**
 * An observation is the result of one operation on the world, success or failure, with its raw evidence and no opinion.
 * A failed connection is a successful observation: the failure stands inside it.
 */
import { z } from 'zod';
import { addressFamily, milliseconds, portNumber, timestamp } from './schema-kit.ts';
import { failureSchema } from './failure.ts';
import { controlSchema } from './vocabulary.ts';
import { dnsQueryData, dnsQueryInput, systemLookupData, systemLookupInput } from './observations/dns.ts';
import { http2Data, http2Input } from './observations/http2.ts';
import { knownHostKeysData, knownHostKeysInput } from './observations/known-hosts.ts';
import { outsideData, outsideInput } from './observations/outside.ts';
import { rdapData, rdapInput } from './observations/rdap.ts';
import { sshLoginData, sshLoginInput } from './observations/ssh-login.ts';
import { statementData, statementInput } from './observations/statement.ts';
import { tlsGreetingData, tlsGreetingInput } from './observations/tls-greeting.ts';
import { statusFeedData, statusFeedInput } from './observations/status-feed.ts';
import { deliveryStatusData, deliveryStatusInput } from './observations/delivery.ts';
import {
  clockData,
  clockInput,
  environmentData,
  environmentInput,
  routerAddressData,
  routerAddressInput,
} from './observations/machine.ts';
import {
  ftpData,
  ftpInput,
  httpData,
  httpInput,
  imapData,
  mailInput,
  pop3Data,
  sieveData,
  proxiedPageData,
  proxiedPageInput,
  smtpData,
  sshData,
  sshInput,
  tcpData,
  tlsData,
  tlsInput,
} from './observations/dialogues.ts';

/** Where an operation went. `name` is the host name in question, `operator` names whose anchor or resolver it is. */
export const endpointSchema = z.object({
  name: z.string().max(1100).optional(),
  address: z.string().max(60).optional(),
  family: addressFamily.optional(),
  port: portNumber.optional(),
  operator: z.string().max(100).optional(),
});
export type Endpoint = Readonly<z.infer<typeof endpointSchema>>;

/** Every kind of operation with the schema of what is asked and of what is learned. A new probe adds one line. */
export const observationShapes = {
  environment: { input: environmentInput, data: environmentData },
  clock: { input: clockInput, data: clockData },
  'router-address': { input: routerAddressInput, data: routerAddressData },
  'system-lookup': { input: systemLookupInput, data: systemLookupData },
  dns: { input: dnsQueryInput, data: dnsQueryData },
  /** A question to a server that the registry does not name for the zone: its word counts for nobody, and never mixes with the others. */
  'zone-copy': { input: dnsQueryInput, data: dnsQueryData },
  /** A question out of the ordinary to a name server: it tells how the server behaves, and nothing about the domain. */
  'server-conduct': { input: dnsQueryInput, data: dnsQueryData },
  tcp: { input: z.object({}), data: tcpData },
  tls: { input: tlsInput, data: tlsData },
  /** A greeting as others send it: nothing of the connection itself. */
  'tls-greeting': { input: tlsGreetingInput, data: tlsGreetingData },
  http: { input: httpInput, data: httpData },
  /** A second look at a page that came over HTTP/1.1, with HTTP/2 on offer as browsers do. */
  http2: { input: http2Input, data: http2Data },
  'proxied-page': { input: proxiedPageInput, data: proxiedPageData },
  smtp: { input: mailInput, data: smtpData },
  imap: { input: mailInput, data: imapData },
  pop3: { input: mailInput, data: pop3Data },
  /** Where mail filters are edited: looked at once, and no part of what a mailbox needs. */
  sieve: { input: mailInput, data: sieveData },
  ftp: { input: ftpInput, data: ftpData },
  ssh: { input: sshInput, data: sshData },
  'ssh-login': { input: sshLoginInput, data: sshLoginData },
  'delivery-status': { input: deliveryStatusInput, data: deliveryStatusData },
  'known-host-keys': { input: knownHostKeysInput, data: knownHostKeysData },
  outside: { input: outsideInput, data: outsideData },
  rdap: { input: rdapInput, data: rdapData },
  'status-feed': { input: statusFeedInput, data: statusFeedData },
  statement: { input: statementInput, data: statementData },
} as const;
export type ObservationKind = keyof typeof observationShapes;
/** Kinds that the person hands in: answers, a pasted bounce, and what the own SSH program remembers. */
const givenKinds = ['statement', 'delivery-status', 'known-host-keys'] as const;
/** Kinds that a probe measures. */
export type ProbedKind = Exclude<ObservationKind, (typeof givenKinds)[number]>;
export const observationKinds = Object.keys(observationShapes) as readonly ObservationKind[];
export const probedKinds = observationKinds.filter(
  (kind): kind is ProbedKind => !(givenKinds as readonly ObservationKind[]).includes(kind),
);
export type InputOf<K extends ObservationKind> = Readonly<z.infer<(typeof observationShapes)[K]['input']>>;
export type DataOf<K extends ObservationKind> = Readonly<z.infer<(typeof observationShapes)[K]['data']>>;

/** Reports laid beside another are numbered; the number begins the ids of their observations too. */
export const viewIdSchema = z.string().regex(/^view-[1-9]$/u);

const base = {
  /** Speaking and stable: the key of the job that made it, with `#2` or `#3` for a further try. */
  id: z.string().min(1).max(400),
  endpoint: endpointSchema.readonly(),
  /** Set when it was made only as a control. */
  control: controlSchema.optional(),
  /** From which other seat it was made, by another report that was laid beside this one; absent for this report's own seat. */
  view: viewIdSchema.optional(),
  /** 1, 2 or 3: spaced tries of the same job. */
  attempt: z.int().min(1).max(3),
  startedAt: timestamp,
  durationMs: milliseconds,
  /** Present when this computer, busy with other things, could not listen for half of that time or more: then the time tells nothing of others. */
  heldUpMs: milliseconds.optional(),
  /** Present when the operation failed; `data` then holds what was learned before. */
  failure: failureSchema.optional(),
};

const shapeOf = <K extends ObservationKind>(kind: K) =>
  z.object({
    ...base,
    kind: z.literal(kind),
    input: observationShapes[kind].input,
    data: observationShapes[kind].data,
  });

const anyObservation = z.discriminatedUnion('kind', [
  shapeOf('environment'),
  shapeOf('clock'),
  shapeOf('router-address'),
  shapeOf('system-lookup'),
  shapeOf('dns'),
  shapeOf('zone-copy'),
  shapeOf('server-conduct'),
  shapeOf('tcp'),
  shapeOf('tls'),
  shapeOf('tls-greeting'),
  shapeOf('http'),
  shapeOf('http2'),
  shapeOf('proxied-page'),
  shapeOf('smtp'),
  shapeOf('imap'),
  shapeOf('pop3'),
  shapeOf('sieve'),
  shapeOf('ftp'),
  shapeOf('ssh'),
  shapeOf('ssh-login'),
  shapeOf('delivery-status'),
  shapeOf('known-host-keys'),
  shapeOf('outside'),
  shapeOf('rdap'),
  shapeOf('status-feed'),
  shapeOf('statement'),
]);
/** Its type is stated: the compiler gives up writing out every kind with every input (TS7056), and loses which input is whose. */
export const observationSchema = anyObservation as unknown as z.ZodType<Observation>;

export interface ObservationOf<K extends ObservationKind> {
  readonly id: string;
  readonly kind: K;
  readonly endpoint: Endpoint;
  readonly control?: z.infer<typeof controlSchema> | undefined;
  readonly view?: string | undefined;
  readonly attempt: number;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly heldUpMs?: number | undefined;
  readonly input: InputOf<K>;
  readonly data: DataOf<K>;
  readonly failure?: z.infer<typeof failureSchema> | undefined;
}
export type Observation = { [K in ObservationKind]: ObservationOf<K> }[ObservationKind];

/** Protocols spoken over one connection to one address and port. */
export const connectionKinds = ['tcp', 'tls', 'http', 'smtp', 'imap', 'pop3', 'ftp', 'ssh'] as const;
export type ConnectionKind = (typeof connectionKinds)[number];
export type ConnectionObservation = { [K in ConnectionKind]: ObservationOf<K> }[ConnectionKind];
