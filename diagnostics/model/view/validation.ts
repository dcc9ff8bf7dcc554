/** Resolvers that refuse the customer's domain where an answer exists: what validation of signed answers (DNSSEC) looks like from outside. */
import { domainJobsByResolver, refusalIn } from './asked-resolvers.ts';
import type { DnsObservation } from './dns-answers.ts';
import type { Facts, Tried } from './facts.ts';

/** RFC 8914 section 4: codes that speak of signatures. */
export const signatureErrorCodes: readonly number[] = [1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 25, 27];

export const uncheckedKey = (key: string): string => `${key}/cd`;

const failsForSure = (job: Tried<'dns'>): boolean =>
  job.verdict === 'fails' && job.tries.filter((each) => refusalIn(each) === 'SERVFAIL').length >= 2;

/** Questions about the domain that a resolver answered with SERVFAIL twice, by resolver. */
export const failingByResolver = (facts: Facts): ReadonlyMap<string, readonly Tried<'dns'>[]> =>
  new Map(
    [...domainJobsByResolver(facts)]
      .map(([subject, jobs]) => [subject, jobs.filter(failsForSure)] as const)
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
  [...failingByResolver(facts)].flatMap(([subject, jobs]) =>
    jobs.slice(0, 1).flatMap((job): readonly ValidationFailure[] => {
      const unchecked = facts.job('dns', uncheckedKey(job.key))?.best;
      if (!unchecked || unchecked.failure !== undefined) return [];
      const { operator } = job.best.endpoint;
      return [{ subject, refused: job.best, unchecked, operator: operator ?? null }];
    }),
  );
