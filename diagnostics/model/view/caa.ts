/**
 * Which authorities the DNS lets issue for a name (CAA): the climb to the records that count (RFC 8659 section 3) and what they say
 * (sections 4.1 to 4.3, RFC 8657).
 */
import type { DnsRecord } from '../observations/dns.ts';
import { aliasEnd, answeredRecords, type DnsObservation } from './dns-answers.ts';
import { oncePerFacts, type Facts } from './facts.ts';
import { questionsTo } from './host-addresses.ts';

/** Names below this many labels are climbed from; no real one has more. */
const LABELS_AT_MOST = 12;

/** The name and its ancestors up to the top-level domain; a wildcard stands for the name below it (RFC 8659 section 4.3). */
export function caaClimb(name: string): readonly string[] {
  const labels = name.replace(/^\*\./, '').split('.').slice(-LABELS_AT_MOST);
  return labels.map((_, index) => labels.slice(index).join('.'));
}

export type RelevantCaa =
  /** Not every step has been answered. */
  | { readonly status: 'unknown'; readonly failedAt: DnsObservation | undefined }
  | { readonly status: 'none'; readonly seenIn: DnsObservation }
  | {
      readonly status: 'found';
      /** Where the records stand: the name itself or the nearest ancestor that has any. */
      readonly owner: string;
      readonly records: readonly DnsRecord[];
      readonly seenIn: DnsObservation;
    };

/** Aliases are followed by whoever answers (RFC 8659 section 3); a server that stops at an alias into another zone has said nothing. */
function answerAt(facts: Facts, name: string): DnsObservation | undefined {
  const own = questionsTo(facts, 'authoritative', name, 'CAA')
    .map((job) => job.best)
    .find(({ failure, data: { response } }) => {
      if (failure || response?.flags.aa !== true) return false;
      return aliasEnd(response, name) === name || answeredRecords(response, name, 'CAA').length > 0;
    });
  return (
    own ??
    questionsTo(facts, 'public_resolver', name, 'CAA')
      .map((job) => job.best)
      .find((each) => each.failure === undefined && each.data.response !== undefined)
  );
}

/** A lookup that failed where the answer is missing: an authority must not issue then (Baseline Requirements section 3.2.2.8). */
const failureAt = (facts: Facts, name: string): DnsObservation | undefined =>
  (['authoritative', 'public_resolver'] as const)
    .flatMap((source) => questionsTo(facts, source, name, 'CAA'))
    .find((job) => job.verdict === 'fails' && job.best.failure !== undefined)?.best;

/** The records that count for the name: those of the nearest of its ancestors that has any. */
export const relevantCaa: (facts: Facts, name: string) => RelevantCaa = oncePerFacts(
  (facts, name: string) => {
    let seenIn: DnsObservation | undefined;
    for (const step of caaClimb(name)) {
      const answer = answerAt(facts, step);
      if (!answer) return { status: 'unknown', failedAt: failureAt(facts, step) };
      seenIn ??= answer;
      const records = answeredRecords(answer.data.response!, step, 'CAA');
      if (records.length > 0) return { status: 'found', owner: step, records, seenIn: answer };
    }
    return seenIn ? { status: 'none', seenIn } : { status: 'unknown', failedAt: undefined };
  },
  (name) => name,
);

/**
 * `critical`: an unknown property is marked critical, so nobody may issue (section 4.1). `account`, `method`: an authority of the list may
 * issue, but only for one account or by other methods of validation than over HTTP (RFC 8657).
 */
export type CaaVerdict = 'allowed' | 'forbidden' | 'critical' | 'account' | 'method';

/** Properties that authorities know: RFC 8659, RFC 9495, Baseline Requirements section 3.2.2.4, and the mark certificates (issuevmc). */
const knownTags: ReadonlySet<string> = new Set([
  'issue',
  'issuewild',
  'iodef',
  'issuemail',
  'issuevmc',
  'contactemail',
  'contactphone',
]);
const CRITICAL = 128;

const tagOf = (record: DnsRecord): string => String(record.fields?.['tag'] ?? '').toLowerCase();
const flagsOf = (record: DnsRecord): number => Number(record.fields?.['flags'] ?? 0);

interface Permission {
  /** Lower case; empty when nobody may, and for text that does not follow the grammar, which counts the same (section 4.2). */
  readonly issuer: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const issuerName = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/i;

function permissionOf(record: DnsRecord): Permission {
  const [issuer = '', ...rest] = String(record.fields?.['value'] ?? '')
    .split(';')
    .map((part) => part.trim());
  const parameters = new Map(
    rest
      .filter((part) => part !== '')
      .map((part) => {
        const [tag = '', ...value] = part.split('=');
        return [tag.trim().toLowerCase(), value.join('=').trim()] as const;
      }),
  );
  return { issuer: issuerName.test(issuer) ? issuer.toLowerCase() : '', parameters };
}

/** RFC 8657 section 4: a list of methods with commas; the automatic certificates of hosting panels are validated over HTTP as a rule. */
const admitsHttp = (methods: string): boolean =>
  methods.split(',').some((method) => method.trim().toLowerCase() === 'http-01');

function limitOf({ parameters }: Permission): 'allowed' | 'account' | 'method' {
  const methods = parameters.get('validationmethods');
  if (methods !== undefined && !admitsHttp(methods)) return 'method';
  return parameters.has('accounturi') ? 'account' : 'allowed';
}

/**
 * May any of these authorities issue for the name? `issuewild` speaks of wildcards only, and where there is one, `issue` does not speak
 * of them (section 4.3). Without a property of the kind nothing is forbidden.
 */
export function caaVerdict(
  records: readonly DnsRecord[],
  authorities: readonly string[],
  name: string,
): CaaVerdict {
  if (records.some((each) => flagsOf(each) >= CRITICAL && !knownTags.has(tagOf(each)))) return 'critical';
  const wild = records.filter((each) => tagOf(each) === 'issuewild');
  const plain = records.filter((each) => tagOf(each) === 'issue');
  const deciding = name.startsWith('*.') && wild.length > 0 ? wild : plain;
  if (deciding.length === 0) return 'allowed';
  const own = deciding
    .map(permissionOf)
    .filter((each) => authorities.some((authority) => authority.toLowerCase() === each.issuer));
  if (own.length === 0) return 'forbidden';
  const limits = own.map(limitOf);
  return limits.includes('allowed') ? 'allowed' : limits[0]!;
}
