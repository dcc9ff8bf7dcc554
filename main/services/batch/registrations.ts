/**
 * The second, slow pass of a batch: when do the registrations of its domains end? Registries answer few questions from one place before they
 * shut it out, so each is asked one question at a time, at most one a second, and no more once it refuses; and a domain is asked for again
 * only when its end is near or unknown. Whatever is left is asked for after the next batch.
 */
import { registryHost } from '../../../diagnostics/index.ts';
import type { NetworkData } from '../../../diagnostics/model/network-data.ts';
import type { Engine } from '../engine.ts';
import type { Registration, Registrations } from '../history/registrations.ts';
import type { Client } from './read-clients.ts';

/** Milliseconds from the end of a question to a registry to the next. */
const SPACING_MS = 1_000;
/** Failures in a row after which a registry is left alone. */
const PATIENCE = 3;
const DAY_MS = 86_400_000;
/** Days after which a domain is asked for again, by how near its end is. */
const AGAIN_AFTER_DAYS = { near: 1, far: 30 } as const;
const NEAR_DAYS = 45;

/** Once a day where the end is near, when a renewal shows; once a month elsewhere. */
export function isAskedAgain(known: Registration | undefined, now: number): boolean {
  if (known === undefined) return true;
  const isNear = known.expiresAt !== null && Date.parse(known.expiresAt) - now < NEAR_DAYS * DAY_MS;
  const days = isNear ? AGAIN_AFTER_DAYS.near : AGAIN_AFTER_DAYS.far;
  // half a day of slack, so that a daily batch at seven asks every day
  return now - Date.parse(known.askedAt) > (days - 0.5) * DAY_MS;
}

export interface RegistrationPass {
  readonly engine: Pick<Engine, 'askRegistration' | 'network' | 'clock'>;
  readonly networkData: NetworkData;
  readonly registrations: Registrations;
  readonly clients: readonly Pick<Client, 'target'>[];
  readonly signal: AbortSignal;
  readonly onAnswer?: (done: number, total: number) => void;
}

interface Question {
  readonly registered: string;
  /** As the runs name them. */
  readonly domains: readonly string[];
}

/** Each registered name once, by the registry that knows it. */
async function questionsOf(pass: RegistrationPass): Promise<readonly (readonly Question[])[]> {
  const { clients, networkData, registrations, engine } = pass;
  const known = await registrations.all();
  const now = engine.clock().now();
  const byRegistry = new Map<string, Map<string, string[]>>();
  for (const { target } of clients) {
    const { domain, registrableDomain: registered } = target;
    const host = registered === null ? null : registryHost(networkData, registered);
    if (registered === null || host === null || !isAskedAgain(known.get(domain), now)) continue;
    const questions = byRegistry.get(host) ?? new Map<string, string[]>();
    byRegistry.set(host, questions);
    questions.set(registered, [...(questions.get(registered) ?? []), domain]);
  }
  return [...byRegistry.values()].map((questions) =>
    [...questions].map(([registered, domains]) => ({ registered, domains })),
  );
}

/** Registries beside each other. Returns how many names were answered for. */
export async function askRegistrations(pass: RegistrationPass): Promise<number> {
  const all = await questionsOf(pass);
  const total = all.reduce((sum, questions) => sum + questions.length, 0);
  let done = 0;
  const onAnswer = (): void => {
    done += 1;
    pass.onAnswer?.(done, total);
  };
  await Promise.all(all.map((questions) => askOne(questions, pass, onAnswer)));
  return done;
}

async function askOne(
  questions: readonly Question[],
  { engine, networkData, registrations, signal }: RegistrationPass,
  onAnswer: () => void,
): Promise<void> {
  const network = engine.network();
  const clock = engine.clock();
  let failures = 0;
  for (const [index, { registered, domains }] of questions.entries()) {
    if (signal.aborted || failures >= PATIENCE) return;
    if (index > 0) await clock.sleep(SPACING_MS, signal).catch(() => undefined);
    if (signal.aborted) return;
    const answer = await engine.askRegistration(registered, { network, clock, networkData, signal });
    failures = answer.outcome === 'unreachable' ? failures + 1 : 0;
    if (answer.outcome === 'unreachable') continue;
    const askedAt = new Date(clock.now()).toISOString();
    const { expiresAt } = answer;
    await registrations.keep(domains.map((domain) => ({ domain, registered, askedAt, expiresAt })));
    onAnswer();
  }
}
