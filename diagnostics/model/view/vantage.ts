/** The seat of the measurement: families, clock, stamps that later results inherit (law 8), and whether there is a network at all. */
import type { ConnectionObservation } from '../observation.ts';
import type { EnvironmentData } from '../observations/machine.ts';
import type { Vantage, VantageStamp } from '../report.ts';
import type { AddressFamily } from '../schema-kit.ts';
import { familyOf, isBogon } from './addresses.ts';
import { isDnsIntercepted } from './dns-honesty.ts';
import type { Facts, Tried } from './facts.ts';
import { cameThrough, isProxyPending, proxiedPages } from './proxy.ts';
import { allSessions, connected, connectionTries } from './sessions.ts';

/** An offset beyond five minutes makes certificates look invalid (rule R7). */
export const CLOCK_TOLERANCE_MS = 300_000;

/**
 * This machine is read again when more host names are known. A reading that was cut short knows less:
 * the one that found resolvers, then a way out, then hosts entries, then looked for most names counts.
 */
export function environmentOf(facts: Facts) {
  const worth = ({ best: { data, input } }: Tried<'environment'>): number =>
    (data.resolvers.length > 0 ? 2_000_000 : 0) +
    ((data.defaultRoutes?.length ?? 0) > 0 ? 1_000_000 : 0) +
    Math.min(data.hostsEntries.length, 900) * 1_000 +
    Math.min(input.hostNames.length, 900);
  return [...facts.jobs('environment')].sort((a, b) => worth(b) - worth(a))[0]?.best;
}

export const anchorJobs = (facts: Facts, family: AddressFamily): readonly Tried<'tcp'>[] =>
  facts.jobs('tcp').filter((job) => job.best.control === 'C1' && job.best.endpoint.family === family);

export type FamilyState = Vantage['ipv4'];

/** `absent`: no usable source address. `broken`: there is one and every anchor fails. */
export function familyState(facts: Facts, family: AddressFamily): FamilyState {
  const anchors = anchorJobs(facts, family);
  if (anchors.some((job) => job.verdict === 'works' || job.verdict === 'intermittent')) return 'works';
  const own = environmentOf(facts)?.data.interfaces.filter((each) => each.family === family) ?? [];
  const isLocal = (scope: string): boolean =>
    scope === 'loopback' || scope === 'link_local' || (family === 6 && scope !== 'global');
  const hasAddress = own.some((each) => !isLocal(each.scope));
  if (environmentOf(facts) && !hasAddress) return 'absent';
  // anchors answer on one port alone: where another port gets out, that port is filtered and the family is sound
  if (connectionsOutside(facts, family).length > 0) return 'works';
  const failedAnchors = anchors.filter((job) => job.verdict === 'fails');
  return failedAnchors.length >= 2 && failedAnchors.length === anchors.length ? 'broken' : 'unknown';
}

/** A public address. */
export const isOutside = (address: string | undefined): boolean => address !== undefined && !isBogon(address);

/** Connections to public addresses of the family that stood, to whatever port. */
export const connectionsOutside = (facts: Facts, family: AddressFamily): readonly ConnectionObservation[] =>
  connectionTries(facts).filter(
    (each) =>
      familyOf(each.endpoint.address ?? '') === family && connected(each) && isOutside(each.endpoint.address),
  );

/** Median of the offsets that time sources gave; null without at least one (law: three operators make it proof). */
export function clockOffset(
  facts: Facts,
): { readonly ms: number; readonly sources: number; readonly jobs: readonly Tried<'clock'>[] } | null {
  const jobs = facts
    .jobs('clock')
    .filter((job) => job.best.data.offsetMs !== undefined && job.best.failure === undefined);
  const offsets = jobs.map((job) => job.best.data.offsetMs!).sort((a, b) => a - b);
  const middle = offsets[Math.floor(offsets.length / 2)];
  return middle === undefined ? null : { ms: middle, sources: offsets.length, jobs };
}

/** The local clock of an observation, corrected by the measured offset. */
export const trueTime = (facts: Facts, localEpochMs: number): number =>
  localEpochMs + (clockOffset(facts)?.ms ?? 0);

/** Answers that only the outside can give: any connection or DNS response from a public address. */
function outsideAnswered(facts: Facts): boolean {
  return (
    connectionsOutside(facts, 4).length > 0 ||
    connectionsOutside(facts, 6).length > 0 ||
    proxiedPages(facts).some(cameThrough) ||
    facts
      .jobs('dns')
      .some((job) => job.best.data.response !== undefined && isOutside(job.best.endpoint.address))
  );
}

/** R1: every anchor of both families failed for certain and nothing outside ever answered. */
export function isOffline(facts: Facts): boolean {
  const anchors = [...anchorJobs(facts, 4), ...anchorJobs(facts, 6)];
  const planned = facts.networkData.anchors.length;
  return (
    planned > 0 &&
    anchors.length >= planned &&
    anchors.every((job) => job.verdict === 'fails') &&
    !outsideAnswered(facts) &&
    !isProxyPending(facts, environmentOf(facts)?.data)
  );
}

/** R9: no anchor answers directly, and pages come through the proxy that is set here: it is the only way out. */
export function isProxyOnly(facts: Facts): boolean {
  const anchors = [...anchorJobs(facts, 4), ...anchorJobs(facts, 6)];
  return (
    anchors.length > 0 &&
    anchors.every((job) => job.verdict === 'fails') &&
    proxiedPages(facts).some(cameThrough)
  );
}

/** Portal answers: the endpoint of an operator gave something else than it always gives. */
export function portalAnswers(facts: Facts): {
  readonly foreign: readonly Tried<'http'>[];
  readonly expected: readonly Tried<'http'>[];
} {
  const jobs = facts
    .jobs('http')
    .filter((job) => job.best.control === 'C1' && job.best.data.status !== undefined);
  const isExpected = (job: Tried<'http'>): boolean => {
    const known = facts.networkData.captivePortals.find((each) => each.url === job.best.input.url);
    return (
      known !== undefined &&
      job.best.data.status === known.expectStatus &&
      (job.best.data.bodyStart ?? '').includes(known.expectBody)
    );
  };
  return { foreign: jobs.filter((job) => !isExpected(job)), expected: jobs.filter(isExpected) };
}

/** Sessions with unrelated sites whose chain only the operating system trusts: somebody re-signs them (R6). */
export const interceptedControls = (facts: Facts) =>
  allSessions(facts).filter(
    (each) =>
      each.observation.control === 'C8' &&
      each.session.trust?.bundled.trusted === false &&
      each.session.chain.length > 0,
  );

/**
 * Place in the list of default routes of a winning one (first of its family) that leads through a tunnel, -1 without any.
 * Idle tunnel devices exist on every machine.
 */
export function tunnelRoute(environment: EnvironmentData | undefined): number {
  const routes = environment?.defaultRoutes ?? [];
  const winning = [4, 6].map((family) => routes.findIndex((each) => each.family === family));
  const isTunnel = (name: string | undefined): boolean =>
    environment!.interfaces.some((each) => each.isTunnel && each.name === name);
  return winning.find((index) => index >= 0 && isTunnel(routes[index]!.interface)) ?? -1;
}

/** R10: everything leaves this machine through a tunnel, and is seen from its other end. */
export const isTunnelled = (facts: Facts): boolean => tunnelRoute(environmentOf(facts)?.data) >= 0;

function stampsOf(facts: Facts): readonly VantageStamp[] {
  const environment = environmentOf(facts)?.data;
  const portal = portalAnswers(facts);
  const found: Record<VantageStamp, boolean> = {
    tunnel: isTunnelled(facts),
    proxy: (environment?.proxies.length ?? 0) > 0,
    interception: interceptedControls(facts).length >= 2,
    clock_wrong: Math.abs(clockOffset(facts)?.ms ?? 0) > CLOCK_TOLERANCE_MS,
    captive_portal: portal.foreign.length >= 2 && portal.expected.length === 0,
    dns_interception: isDnsIntercepted(facts),
    offline: isOffline(facts),
  };
  return (Object.keys(found) as VantageStamp[]).filter((stamp) => found[stamp]);
}

export function vantageOf(facts: Facts): Vantage {
  const environment = environmentOf(facts)?.data;
  return {
    ipv4: familyState(facts, 4),
    ipv6: familyState(facts, 6),
    stamps: stampsOf(facts),
    resolvers: environment?.resolvers ?? [],
    clockOffsetMs: clockOffset(facts)?.ms ?? null,
    platform: environment?.platform ?? '',
    runtime: environment?.runtime ?? '',
    tlsLibrary: environment?.tlsLibrary ?? '',
  };
}
