/** The servers that the parent names for the customer's zone, and how each of them behaves. */
import type { FailureCode } from '../failure.ts';
import type { DnsRecord, RecordType } from '../observations/dns.ts';
import { canonicalAddress, familyOf } from './addresses.ts';
import { delegationOf, type Delegation } from './delegation.ts';
import { isWithin, type DnsObservation } from './dns-answers.ts';
import type { Facts, Tried } from './facts.ts';
import { mailDomain } from './hosts.ts';
import type { NamedAddress, ZoneCut } from './resolver.ts';
import { familyState, isOffline } from './vantage.ts';

export type ZoneStage =
  /** An address was typed, or the delegation is not known: nothing can be said of servers. */
  | { readonly status: 'address'; readonly subject: string }
  | { readonly status: 'unknown'; readonly subject: string }
  | {
      readonly status: 'known';
      readonly subject: string;
      readonly cut: ZoneCut;
      readonly delegation: Delegation;
    };

export function zoneStage(facts: Facts): ZoneStage {
  const subject = mailDomain(facts);
  if (facts.request.target.isAddress) return { status: 'address', subject };
  const delegation = delegationOf(facts);
  const { cut } = delegation;
  return cut ? { status: 'known', subject: cut.zone, cut, delegation } : { status: 'unknown', subject };
}

/** `ns1.example.org (192.0.2.1)` */
export const serverSubject = (server: NamedAddress): string => `${server.serverName} (${server.address})`;

/** Questions about the zone that went to one server address, without recursion. DS belongs to the parent. */
export const serverJobs = (facts: Facts, zone: string, address: string): readonly Tried<'dns'>[] =>
  facts
    .jobs('dns')
    .filter(
      (job) =>
        !job.best.input.recursion &&
        canonicalAddress(job.best.endpoint.address ?? '') === canonicalAddress(address),
    )
    .filter(
      ({ best: { input } }) => input.type !== 'DS' && input.dnssecOk !== true && isWithin(input.name, zone),
    );

/** Authoritative answers to one question, one for each server address that gave any. */
export function answersByServer(
  facts: Facts,
  zone: string,
  servers: readonly NamedAddress[],
  name: string,
  type: RecordType,
): readonly DnsObservation[] {
  return servers.flatMap((server) => {
    const answers = serverJobs(facts, zone, server.address)
      .map((job) => job.best)
      .filter((each) => each.input.name === name && each.input.type === type)
      .filter((each) => each.failure === undefined && each.data.response?.flags.aa === true);
    return answers.find((each) => each.input.transport === 'udp') ?? answers[0] ?? [];
  });
}

/** The parent's NS records for the zone, with the referral that holds them. */
export function parentRecords(
  facts: Facts,
  cut: ZoneCut,
): { readonly observation: DnsObservation | undefined; readonly records: readonly DnsRecord[] } {
  const observation = facts
    .jobs('dns')
    .flatMap((job) => job.tries)
    .find((each) => each.id === cut.seenIn);
  const records =
    observation?.data.response?.authorities.filter((each) => each.type === 'NS' && each.name === cut.zone) ??
    [];
  return { observation, records };
}

/** Whether silence at this address can be held against it: the family must work here (R1, R11). */
export function canReachFamilyOf(facts: Facts, address: string): boolean {
  const state = familyState(facts, familyOf(address));
  return familyOf(address) === 6
    ? state === 'works'
    : state !== 'broken' && state !== 'absent' && !isOffline(facts);
}

/** `unclear`: something else than silence came back, or this machine itself refused to send. */
export type Silence = 'answers' | 'silent' | 'unconfirmed' | 'unclear' | 'unasked';
const silentCodes: ReadonlySet<FailureCode> = new Set([
  'timed_out',
  'host_unreachable',
  'connection_refused',
  'connection_reset',
  'connection_closed',
]);

const hasAnswer = (observation: DnsObservation): boolean =>
  observation.data.response !== undefined || observation.data.truncatedOverUdp === true;

/** Any response counts as an answer, even a refusal. */
export function silenceOf(jobs: readonly Tried<'dns'>[]): {
  readonly state: Silence;
  readonly seenIn: DnsObservation | undefined;
} {
  const answer = jobs.flatMap((job) => job.tries).find(hasAnswer);
  if (answer) return { state: 'answers', seenIn: answer };
  const silent = jobs.filter((job) =>
    job.tries.every((each) => each.failure && silentCodes.has(each.failure.code)),
  );
  const sure = silent.find((job) => job.verdict === 'fails');
  if (sure && silent.length === jobs.length) return { state: 'silent', seenIn: sure.best };
  if (jobs.length === 0) return { state: 'unasked', seenIn: undefined };
  return { state: silent.length > 0 ? 'unconfirmed' : 'unclear', seenIn: jobs[0]!.best };
}
