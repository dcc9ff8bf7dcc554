/** Resolvers that refuse the customer's domain where an answer exists: what validation of signed answers (DNSSEC) looks like from outside. */
import { domainJobsByResolver, refusalIn } from './asked-resolvers.ts';
import type { DnsObservation } from './dns-answers.ts';
import type { Facts, Tried } from './facts.ts';

/** RFC 8914 section 4: codes that speak of signatures. */
export const signatureErrorCodes: readonly number[] = [1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 25, 27];

export const uncheckedKey = (key: string): string => `${key}/cd`;

const failsForSure = (job: Tried<'dns'>): boolean =>
  job.verdict === 'fails' && job.tries.filter((each) => refusalIn(each) === 'SERVFAIL').length >= 2;

const settledAt = ({ tries }: Tried<'dns'>): number =>
  Math.max(...tries.map(({ startedAt, durationMs }) => Date.parse(startedAt) + durationMs));

/**
 * Questions about the domain that a resolver answered with SERVFAIL twice, by resolver, in the order in which that was known: what is
 * planned for the first of them stays the same while more fail.
 */
export const failingByResolver = (facts: Facts): ReadonlyMap<string, readonly Tried<'dns'>[]> =>
  new Map(
    [...domainJobsByResolver(facts)]
      .map(
        ([subject, jobs]) =>
          [subject, jobs.filter(failsForSure).sort((a, b) => settledAt(a) - settledAt(b))] as const,
      )
      .filter(([, jobs]) => jobs.length > 0),
  );

/** A resolver that refuses a question and answers the same one when it is told not to validate. */
export interface ValidationFailure {
  readonly subject: string;
  readonly refused: DnsObservation;
  readonly unchecked: DnsObservation;
  /** Null for a resolver of this seat. */
  readonly operator: string | null;
}

export const validationFailures = (facts: Facts): readonly ValidationFailure[] =>
  [...failingByResolver(facts)].flatMap(([subject, jobs]): readonly ValidationFailure[] => {
    const told = jobs.map((job) => ({ job, unchecked: facts.job('dns', uncheckedKey(job.key))?.best }));
    const found = told.find(({ unchecked }) => unchecked && unchecked.failure === undefined);
    if (!found?.unchecked) return [];
    const { job, unchecked } = found;
    return [{ subject, refused: job.best, unchecked, operator: job.best.endpoint.operator ?? null }];
  });
