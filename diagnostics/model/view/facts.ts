/**
 * Observations arranged for reading. Planners, checks and rules all look at the world through this view, so that
 * "did it work?" is answered in one place. Pure, and independent of the order of the observations.
 */
import type { Failure, FailureCode } from '../failure.ts';
import type { MailSetting } from '../mail-setting.ts';
import type { NetworkData } from '../network-data.ts';
import type { Observation, ObservationKind, ObservationOf } from '../observation.ts';
import type { Request } from '../target.ts';

/** A web service of the provider. */
export interface Panel {
  readonly host: string;
  readonly port: number;
}

/** What the pack tells of the provider's platform; every list may be empty. */
export interface ProviderFacts {
  readonly id: string;
  readonly nameServers: readonly string[];
  readonly addressRanges: readonly string[];
  readonly hostNames: readonly string[];
  readonly mailHosts: readonly string[];
  /** Domains whose SPF policy permits the provider's sending servers; customers include them. */
  readonly spfIncludes: readonly string[];
  /** Selectors under which the provider signs outgoing mail (DKIM, RFC 6376 section 3.1). */
  readonly dkimSelectors: readonly string[];
  readonly ports: Readonly<Record<string, readonly number[]>>;
  /** Where the control panel is, as the provider publishes it. */
  readonly panels: readonly Panel[];
  /** Feed of its status page, for programs; the page itself for people. */
  readonly statusFeed: string | null;
  readonly statusPage: string | null;
  /** True when this provider renews certificates by itself (AutoSSL or alike). */
  /** What mail programs should be set to; `host` may hold `{domain}`. */
  readonly mailSettings?: readonly MailSetting[];
  readonly renewsCertificates: boolean;
  /** CAA names of the authorities that its automatic certificates come from. */
  readonly certificateAuthorities: readonly string[];
  /** Days before the end at which it renews them; null when the pack does not say. */
  readonly renewsDaysBefore: number | null;
  /** Host keys of its SSH servers, as it publishes them: kind and SHA-256 fingerprint (base64 without padding). */
  readonly hostKeys?: readonly { readonly host: string; readonly type: string; readonly sha256: string }[];
  readonly suspendedPagePrints: readonly string[];
}

export interface Facts {
  readonly request: Request;
  readonly networkData: NetworkData;
  readonly provider: ProviderFacts | null;
  /** Made at this seat, or told by the person. */
  readonly observations: readonly Observation[];
  /** Made at other seats; read them by `second-views.ts` and never beside one's own. */
  readonly fromOtherSeats: readonly Observation[];
  /** Jobs of one kind with all their tries, sorted by key. */
  jobs<K extends ObservationKind>(kind: K): readonly Tried<K>[];
  job<K extends ObservationKind>(kind: K, key: string): Tried<K> | undefined;
  /** End of the last measurement, local clock, epoch milliseconds; 0 when there is none. What the person says later does not move it. */
  readonly lastSeenAt: number;
}

/**
 * `works`: it worked, at least two times of three. `fails`: none worked, and two tries failed or the other side refused in words.
 * `intermittent`: both happened. `unconfirmed`: one try failed and no other was made.
 */
export type TryVerdict = 'works' | 'fails' | 'intermittent' | 'unconfirmed';

/** All tries of one job. */
export interface Tried<K extends ObservationKind> {
  readonly key: string;
  readonly kind: K;
  readonly verdict: TryVerdict;
  readonly tries: readonly ObservationOf<K>[];
  /** The success when there is one, else the try that got furthest. */
  readonly best: ObservationOf<K>;
}

/** `smtp/…#2` and `smtp/…` are tries of one job, at whichever seat. */
export const jobKey = (observationId: string): string =>
  observationId.replace(/^view-[1-9]\//, '').replace(/#[23]$/, '');

/** The other side's own words: a second try would only hear them again, so one is enough. */
const ownWords: ReadonlySet<FailureCode> = new Set([
  'rejected',
  'starttls_missing',
  'starttls_refused',
  'tls_alert',
  'dns_not_implemented',
  'name_not_found',
]);

const isOwnWord = (failure: Failure): boolean => ownWords.has(failure.code);

/** One try says all: the other side's own words, or a lookup by the operating system, which asks its resolvers several times itself. */
export const isFinal = (observation: Observation): boolean =>
  observation.failure !== undefined &&
  (isOwnWord(observation.failure) || observation.kind === 'system-lookup');

const verdictOf = (tries: readonly Observation[]): TryVerdict => {
  const worked = tries.filter((each) => each.failure === undefined).length;
  if (worked === tries.length) return 'works';
  if (worked === 0 && tries.some(isFinal)) return 'fails';
  if (worked > 0) return tries.length >= 3 && worked * 2 > tries.length ? 'works' : 'intermittent';
  return tries.length >= 2 ? 'fails' : 'unconfirmed';
};

const bestOf = <K extends ObservationKind>(tries: readonly ObservationOf<K>[]): ObservationOf<K> => {
  const success = tries.find((each) => each.failure === undefined);
  if (success) return success;
  const depth = (each: ObservationOf<K>) => Object.keys(each.data).length;
  return [...tries].sort((a, b) => depth(b) - depth(a) || a.attempt - b.attempt)[0]!;
};

/** Attempts in order; merged reports may hold two of one number, which then stand by time. */
const byAttempt = (a: Observation, b: Observation): number =>
  a.attempt - b.attempt || compareText(a.startedAt, b.startedAt) || compareText(a.id, b.id);

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function groupTries(
  observations: readonly Observation[],
): ReadonlyMap<ObservationKind, ReadonlyMap<string, Tried<ObservationKind>>> {
  const groups = new Map<string, Observation[]>();
  for (const observation of observations) {
    if (observation.failure?.code === 'aborted') continue; // a cancelled operation says nothing about the world
    const key = `${jobKey(observation.id)} ${observation.kind}`; // a made-up report may use one id for two kinds
    const group = groups.get(key);
    if (group) group.push(observation);
    else groups.set(key, [observation]);
  }
  const byKind = new Map<ObservationKind, Map<string, Tried<ObservationKind>>>();
  for (const [, unsorted] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const tries = [...unsorted].sort(byAttempt);
    const { kind, id } = tries[0]!;
    const key = jobKey(id);
    const tried = {
      key,
      kind,
      verdict: verdictOf(tries),
      tries,
      best: bestOf(tries),
    } as Tried<ObservationKind>;
    byKind.set(kind, (byKind.get(kind) ?? new Map<string, Tried<ObservationKind>>()).set(key, tried));
  }
  return byKind;
}

export interface FactsInput {
  readonly request: Request;
  readonly networkData: NetworkData;
  readonly provider: ProviderFacts | null;
  readonly observations: readonly Observation[];
}

export function readFacts(input: FactsInput): Facts {
  const observations = input.observations.filter((each) => each.view === undefined);
  const byKind = groupTries(observations);
  const lists = new Map([...byKind].map(([kind, jobs]) => [kind, [...jobs.values()]]));
  return {
    ...input,
    observations,
    fromOtherSeats: input.observations.filter((each) => each.view !== undefined),
    jobs: <K extends ObservationKind>(kind: K) => (lists.get(kind) ?? []) as unknown as readonly Tried<K>[],
    job: <K extends ObservationKind>(kind: K, key: string) =>
      byKind.get(kind)?.get(key) as unknown as Tried<K> | undefined,
    lastSeenAt: observations.reduce(
      (latest, each) =>
        each.kind === 'statement' ? latest : Math.max(latest, Date.parse(each.startedAt) + each.durationMs),
      0,
    ),
  };
}

/**
 * Remembers what a function found for each view of the facts: planners ask the same things again and again, and facts never change.
 * The key tells apart questions with further parameters.
 */
export function oncePerFacts<A extends readonly unknown[], T>(
  compute: (facts: Facts, ...rest: A) => T,
  keyOf: (...rest: A) => string = () => '',
): (facts: Facts, ...rest: A) => T {
  const known = new WeakMap<Facts, Map<string, { readonly value: T }>>();
  return (facts, ...rest) => {
    const found = known.get(facts) ?? new Map<string, { readonly value: T }>();
    known.set(facts, found);
    const key = keyOf(...rest);
    const entry = found.get(key) ?? { value: compute(facts, ...rest) };
    found.set(key, entry);
    return entry.value;
  };
}

/** True when the job failed for certain: law 5 asks for two failed tries. */
export const failsForSure = (tried: Tried<ObservationKind> | undefined): boolean =>
  tried?.verdict === 'fails';
