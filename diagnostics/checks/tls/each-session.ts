/** The frame of every certificate check: one assertion for each endpoint that showed a certificate. */
import type { Assertion } from '../../model/finding.ts';
import type { Certificate } from '../../model/observations/tls.ts';
import { endpointSubject } from '../../model/view/endpoints.ts';
import type { Facts } from '../../model/view/facts.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { sessionsWithCertificates, type SeenSession } from '../../model/view/sessions.ts';
import { trueTime } from '../../model/view/vantage.ts';
import { defineCheck, type Check, type Said } from '../check.ts';

export interface Session extends SeenSession {
  readonly facts: Facts;
  readonly leaf: Certificate;
  /** Name or address that the certificate has to cover. */
  readonly host: string;
  /** True time of the judgement, epoch milliseconds. */
  readonly now: number;
  /** Check, subject and common values; evidence at the pointer inside the session. */
  readonly said: (pointer: string, values?: Said['values']) => Said;
}

export const sessionCheck = (id: string, evaluate: (session: Session) => Assertion): Check =>
  defineCheck({
    id,
    area: 'tls',
    needs: ['http', 'tls', 'smtp', 'imap', 'pop3', 'ftp'],
    evaluate: (facts) =>
      uniqueEndpoints(sessionsWithCertificates(facts)).map((seen) => {
        const subject = endpointSubject(facts, seen.observation);
        const host = seen.observation.endpoint.name ?? seen.observation.endpoint.address ?? '';
        return evaluate({
          ...seen,
          facts,
          host,
          subject,
          leaf: seen.session.chain[0]!,
          now: trueTime(facts, facts.lastSeenAt),
          said: (pointer, values) => ({
            check: id,
            subject,
            values: { host, ...values },
            evidence: [pointAt(seen.observation, `${seen.pointer}${pointer}`)],
          }),
        });
      }),
  });

/** Several pages of one host and port show the same session: the first speaks for all. */
const uniqueEndpoints = (sessions: readonly SeenSession[]): readonly SeenSession[] =>
  [
    ...new Map(
      [...sessions]
        .reverse()
        .map((each) => [
          `${each.observation.endpoint.name} ${each.observation.endpoint.address} ${each.observation.endpoint.port}`,
          each,
        ]),
    ).values(),
  ].reverse();

/** Days between two times, rounded down, never negative. */
export const daysBetween = (from: number, to: number): number =>
  Math.max(0, Math.floor((to - from) / 86_400_000));
