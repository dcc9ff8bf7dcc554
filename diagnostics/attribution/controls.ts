/** Control measurements as evidence: each function returns the observations that carry the control, or nothing when it did not run. */
import type { Evidence } from '../model/message.ts';
import type { Observation } from '../model/observation.ts';
import type { AddressFamily } from '../model/schema-kit.ts';
import { familyOf, isInRanges } from '../model/view/addresses.ts';
import { isProviderAddress, providerAddressesKnown } from '../model/view/provider-addresses.ts';
import type { Facts, Tried } from '../model/view/facts.ts';
import { addressAnswers, type AddressAnswer } from '../model/view/host-addresses.ts';
import { matchesAny } from '../model/view/host-pattern.ts';
import { pointAt, pointAtRecords } from '../model/view/pointing.ts';
import {
  allSessions,
  connected,
  connectionJobs,
  connectionTries,
  portState,
  type PortState,
} from '../model/view/sessions.ts';
import type { RivalTest } from './rule.ts';
import { anchorJobs, clockOffset, CLOCK_TOLERANCE_MS, connectionsOutside } from '../model/view/vantage.ts';
import type { ConnectionObservation } from '../model/observation.ts';

const connection = (observation: ConnectionObservation): Evidence => pointAt(observation, '/data/connectMs');

export const failure = (observation: Observation): Evidence => pointAt(observation, '/failure/code');

/** C1: an anchor of the family answered. */
export const anchorsWork = (facts: Facts, family: AddressFamily): readonly Evidence[] =>
  anchorJobs(facts, family)
    .filter((job) => connected(job.best))
    .slice(0, 2)
    .map((job) => connection(job.best));

/** C2: the same port answers at a neutral host. */
export const samePortWorks = (facts: Facts, port: number, family: AddressFamily): readonly Evidence[] =>
  listenerJobs(facts, port, family)
    .filter((job) => connected(job.best))
    .slice(0, 2)
    .map((job) => connection(job.best));

/** C2 the other way: the port fails for certain at neutral hosts of at least two operators. */
export function samePortFails(facts: Facts, port: number, family: AddressFamily): readonly Evidence[] {
  const jobs = listenerJobs(facts, port, family);
  const operators = new Set(
    jobs.filter((job) => job.verdict === 'fails').map((job) => job.best.endpoint.operator),
  );
  return operators.size >= 2 && jobs.every((job) => job.verdict === 'fails')
    ? jobs.map((job) => failure(job.best))
    : [];
}

/** C2, the weak form: the one operator that could be tried fails in the same way. It may be down itself, so this excludes nobody. */
export function samePortFailsOnce(
  facts: Facts,
  port: number,
  family: AddressFamily,
  state: PortState,
): readonly Evidence[] {
  const jobs = listenerJobs(facts, port, family);
  const failsAlike = jobs.every(
    (job) => job.verdict === 'fails' && portState(facts, job.best.endpoint.address ?? '', port) === state,
  );
  return failsAlike ? jobs.map((job) => failure(job.best)) : [];
}

/** Neutral hosts that are known to listen on the port: those asked because of it, and the anchors, which all runs ask. */
/** C1: the test pages of neutral operators, all on port 80, by whether a connection to them stands. */
export const plainWebControls = (facts: Facts, doStand: boolean): readonly Evidence[] => {
  const jobs = facts
    .jobs('http')
    .filter(
      (job) => job.best.control === 'C1' && job.best.endpoint.port === 80 && job.best.endpoint.operator,
    );
  const found = jobs.filter((job) => connected(job.best) === doStand);
  if (doStand) return found.slice(0, 2).map((job) => connection(job.best));
  return found.length >= 2 && found.length === jobs.length ? found.map((job) => failure(job.best)) : [];
};

const listenerJobs = (facts: Facts, port: number, family: AddressFamily): readonly Tried<'tcp'>[] =>
  facts
    .jobs('tcp')
    .filter(
      ({ best }) =>
        (best.control === 'C2' || best.control === 'C1') &&
        best.endpoint.port === port &&
        best.endpoint.family === family,
    );

/** C1: something beyond this seat answers on a port other than these, over the same family. Neutral hosts first. */
export function otherPortsGetOut(
  facts: Facts,
  ports: readonly number[],
  family: AddressFamily,
): readonly Evidence[] {
  const standing = connectionsOutside(facts, family).filter(
    (each) => !ports.includes(each.endpoint.port ?? 0),
  );
  const isNeutral = (each: ConnectionObservation): number => Number(each.endpoint.operator === undefined);
  return [...standing]
    .sort((a, b) => isNeutral(a) - isNeutral(b))
    .slice(0, 2)
    .map(connection);
}

/** C3: other ports of the same address answer. */
export const otherPortsOpen = (facts: Facts, address: string, port: number): readonly Evidence[] =>
  firstPerPort(
    connectionTries(facts).filter(
      (each) => each.endpoint.address === address && each.endpoint.port !== port && connected(each),
    ),
  );

/** C4: another server of the same provider answers. Whose it is only the pack can tell: name servers may be anybody's. */
export const neighboursWork = (facts: Facts, address: string): readonly Evidence[] =>
  firstPerPort(
    connectionTries(facts).filter(
      (each) =>
        each.control === 'C4' &&
        each.endpoint.address !== address &&
        familyOf(each.endpoint.address ?? '') === familyOf(address) &&
        connected(each) &&
        isProviders(facts, each),
    ),
  );

function isProviders({ provider }: Facts, { endpoint }: ConnectionObservation): boolean {
  if (!provider) return false;
  const names = [...provider.hostNames, ...provider.mailHosts, ...provider.nameServers];
  return isInRanges(endpoint.address ?? '', provider.addressRanges) || matchesAny(names, endpoint.name ?? '');
}

const firstPerPort = (tries: readonly ConnectionObservation[]): readonly Evidence[] =>
  [
    ...new Map(
      [...tries].reverse().map((each) => [`${each.endpoint.address} ${each.endpoint.port}`, each]),
    ).values(),
  ]
    .slice(0, 3)
    .map(connection);

/** The first address record of an answer, where it stands. */
export const answerEvidence = ({ job }: AddressAnswer): readonly Evidence[] => {
  const answers = job.best.data.response?.answers ?? [];
  return pointAtRecords(
    job.best,
    'answers',
    answers.filter((each) => each.type === 'A' || each.type === 'AAAA').slice(0, 1),
  );
};

/** C6: the authoritative servers, or public resolvers where those kept silent, state this address for the host. */
export function namesAddress(facts: Facts, host: string, address: string): readonly Evidence[] {
  const type = familyOf(address) === 4 ? 'A' : 'AAAA';
  const own = addressAnswers(facts, 'authoritative', host, type);
  // where the zone itself has spoken, what resolvers remember is no word of it any more
  const answers = own.length > 0 ? own : addressAnswers(facts, 'public_resolver', host, type);
  return answers
    .filter((each) => each.addresses.includes(address))
    .slice(0, 2)
    .flatMap(answerEvidence);
}

/** C7: this machine's clock agrees with at least two time sources. */
export function clockIsRight(facts: Facts): readonly Evidence[] {
  const offset = clockOffset(facts);
  if (!offset || offset.sources < 2 || Math.abs(offset.ms) > CLOCK_TOLERANCE_MS) return [];
  return offset.jobs.slice(0, 3).map((job) => pointAt(job.best, '/data/offsetMs'));
}

/** C8: the chain seen leads to a public root, or unrelated sites do: nobody re-signs connections on the way. */
export function notIntercepted(facts: Facts, sessionOf: Observation | undefined): readonly Evidence[] {
  const own = sessionOf && 'tls' in sessionOf.data ? sessionOf.data.tls : undefined;
  if (sessionOf && own?.trust?.bundled.trusted) return [pointAt(sessionOf, '/data/tls/trust/bundled/name')];
  const clean = allSessions(facts).filter(
    (each) =>
      each.observation.control === 'C8' &&
      each.observation.endpoint.operator !== undefined &&
      each.session.trust?.bundled.trusted,
  );
  return clean.length >= 2
    ? clean.slice(0, 2).map((each) => pointAt(each.observation, '/data/tls/trust/bundled/name'))
    : [];
}

/**
 * C9: the pack says that the address belongs to the provider. The evidence is the observation that reached or named the address.
 * Empty when no pack is known or the pack holds no addresses.
 */
export function belongsToProvider(facts: Facts, address: string): readonly Evidence[] {
  if (!isProviderAddress(facts, address)) return [];
  const seen = connectionJobs(facts).find((job) => job.best.endpoint.address === address)?.best as
    | ConnectionObservation
    | undefined;
  return seen ? [pointAt(seen, '/endpoint/address')] : [];
}

/**
 * Where the pack knows the provider's addresses, what a server says counts against the provider only if the server is one of them.
 * Without a pack, whoever runs the server that the domain points to is the provider.
 */
export const serverIsElsewhere = (facts: Facts, address: string): readonly RivalTest[] =>
  providerAddressesKnown(facts, familyOf(address))
    ? [
        {
          faultDomain: 'customer_configuration',
          control: 'C9',
          excludedBy: belongsToProvider(facts, address),
          id: 'record_points_elsewhere',
        },
      ]
    : [];

/** The name is one of the provider's own servers, so its certificate and settings are the provider's too. */
export function isProviderHost(facts: Facts, name: string | undefined): boolean {
  if (name === undefined || !facts.provider) return false;
  return matchesAny([...facts.provider.hostNames, ...facts.provider.mailHosts], name);
}
