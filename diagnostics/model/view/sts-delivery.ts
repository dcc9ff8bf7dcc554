/**
 * Whether senders that keep to a domain's rule for encrypted delivery (MTA-STS) get through to its mail servers (RFC 8461 sections 4 and 5):
 * a server must be named in the rule, and its certificate must be valid for its own name.
 */
import type { ObservationOf } from '../observation.ts';
import { coversName, validityAt } from './certificates.ts';
import { oncePerFacts, type Facts } from './facts.ts';
import { mailDomain } from './hosts.ts';
import { isProvenPage } from './mail-autoconfig.ts';
import { sameServerForAll } from './mail-greetings.ts';
import {
  matchesStsPattern,
  readStsPolicy,
  stsHost,
  stsPages,
  stsRecordName,
  versionedRecords,
  type StsPolicy,
} from './mail-health.ts';
import { tagsOf } from './tag-list.ts';
import { textOf } from './text-records.ts';
import { trueTime, vantageOf } from './vantage.ts';

export interface StsDemand {
  readonly policy: StsPolicy;
  readonly page: ObservationOf<'http'>;
}

/** RFC 8461 section 3.1: one record alone, with an id. */
export const isStsId = (id: string): boolean => /^[a-z0-9]{1,32}$/i.test(id);

/** The rule as senders find it; undefined where they leave it aside, or where nobody read it. */
export const stsDemand = oncePerFacts((facts: Facts): StsDemand | undefined => {
  const domain = mailDomain(facts);
  const { records } = versionedRecords(facts, stsRecordName(domain), 'STSv1');
  if (records.length !== 1 || !isStsId(tagsOf(textOf(records[0]!))?.get('id') ?? '')) return undefined;
  const page = stsPages(facts)
    .map(({ best }) => best)
    .find((each) => each.data.status === 200 && isProvenPage(facts, each, stsHost(domain)));
  const policy = page && readStsPolicy(page);
  return policy ? { policy, page } : undefined;
});

/** What is wrong with a certificate for somebody who must trust it: the first of these. */
export type CertificateFlaw = 'expired' | 'not_yet_valid' | 'untrusted' | 'name';

/** RFC 8461 section 4.2, at true time; null where nothing is wrong with it, undefined where that is not known. */
export function certificateFlaw(
  facts: Facts,
  { data: { tls }, endpoint, startedAt }: ObservationOf<'smtp'>,
): CertificateFlaw | null | undefined {
  const leaf = tls?.chain[0];
  if (!leaf) return undefined;
  const validity = validityAt(leaf, trueTime(facts, Date.parse(startedAt)));
  if (validity !== 'valid') return validity;
  if (tls.trust?.bundled.trusted === false) return 'untrusted';
  if (!coversName(leaf, endpoint.name ?? '')) return 'name';
  return tls.trust ? null : undefined;
}

/** One's own conversations with a mail server on the port on which servers deliver, in which it showed a certificate. */
export const exchangerSessions = (facts: Facts, host: string): readonly ObservationOf<'smtp'>[] =>
  facts
    .jobs('smtp')
    .map(({ best }) => best)
    .filter(
      ({ control, endpoint, data }) =>
        control === undefined && endpoint.name === host && endpoint.port === 25 && data.tls?.chain[0],
    );

/** Somebody on the way answers in the place of all servers, or puts certificates of his own in place of theirs. */
export const isAnotherServer = (facts: Facts, session: ObservationOf<'smtp'>): boolean =>
  (vantageOf(facts).stamps.includes('interception') && session.data.tls?.trust?.bundled.trusted === false) ||
  sameServerForAll(facts, session).length > 0;

/** Senders that keep to the rule deliver nothing to this server, at whichever of its addresses. */
export function isShutToStsSenders(facts: Facts, { policy }: StsDemand, host: string): boolean {
  if (!matchesStsPattern(policy.patterns, host)) return true;
  const sessions = exchangerSessions(facts, host);
  return (
    sessions.length > 0 &&
    sessions.every((each) => !isAnotherServer(facts, each) && Boolean(certificateFlaw(facts, each)))
  );
}
