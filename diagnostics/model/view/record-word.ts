/** What DNS says about one name and type, by the best source that answered: presence, denial, or no word at all. */
import type { DnsRecord, RecordType } from '../observations/dns.ts';
import { aliasEnd, answeredRecords, type DnsObservation } from './dns-answers.ts';
import type { Facts } from './facts.ts';
import { questionsTo, type AnswerSource } from './host-addresses.ts';

export type RecordWord =
  | {
      readonly status: 'found';
      readonly records: readonly DnsRecord[];
      readonly seenIn: readonly DnsObservation[];
    }
  /** Denied by an authoritative server or a public resolver: NXDOMAIN, or no record of this type. */
  | { readonly status: 'none'; readonly records: readonly []; readonly seenIn: readonly DnsObservation[] }
  /** Asked, and nobody gave an answer that decides. A lookup error is not an absence. */
  | { readonly status: 'unknown'; readonly records: readonly []; readonly seenIn: readonly DnsObservation[] }
  | { readonly status: 'unasked'; readonly records: readonly []; readonly seenIn: readonly [] };

const sources: readonly AnswerSource[] = ['authoritative', 'public_resolver', 'system_resolver'];

/** `none` only when the source may say so: the system's resolver may filter, and an alias may lead out of the zone. */
function wordIn(
  source: AnswerSource,
  observation: DnsObservation,
  name: string,
  type: RecordType,
): RecordWord['status'] {
  const response = observation.data.response;
  if (!response || observation.failure) return 'unknown';
  if (source === 'authoritative' && !response.flags.aa) return 'unknown';
  if (answeredRecords(response, name, type).length > 0) return 'found';
  if (source === 'system_resolver' || (source === 'authoritative' && aliasEnd(response, name) !== name))
    return 'unknown';
  return response.rcode === 'NOERROR' || response.rcode === 'NXDOMAIN' ? 'none' : 'unknown';
}

export function wordOn(facts: Facts, name: string, type: RecordType): RecordWord {
  const asked: DnsObservation[] = [];
  for (const source of sources) {
    const observations = questionsTo(facts, source, name, type).map((job) => job.best);
    asked.push(...observations);
    const found = observations.find((each) => wordIn(source, each, name, type) === 'found');
    if (found)
      return { status: 'found', records: answeredRecords(found.data.response!, name, type), seenIn: [found] };
    const denials = observations.filter((each) => wordIn(source, each, name, type) === 'none');
    if (denials.length > 0) return { status: 'none', records: [], seenIn: denials.slice(0, 2) };
  }
  return asked.length > 0
    ? { status: 'unknown', records: [], seenIn: asked.slice(0, 4) }
    : { status: 'unasked', records: [], seenIn: [] };
}

/** The same for addresses of either family: `none` needs both denied. */
export function addressWord(facts: Facts, name: string): RecordWord {
  const [four, six] = [wordOn(facts, name, 'A'), wordOn(facts, name, 'AAAA')];
  if (four.status === 'found') return four;
  if (six.status === 'found' || four.status === six.status)
    return six.status === 'none' ? { ...six, seenIn: [...four.seenIn, ...six.seenIn] } : six;
  return {
    status: 'unknown',
    records: [],
    seenIn: [...four.seenIn, ...six.seenIn].filter((each) => each.failure !== undefined),
  };
}

/** True when a response shows the name to be an alias; undefined when no response about it is there. */
export function aliasOf(
  facts: Facts,
  name: string,
): { readonly record: DnsRecord | undefined; readonly seenIn: DnsObservation } | undefined {
  const heard = facts
    .jobs('dns')
    .map((job) => job.best)
    .filter(
      (each) => each.input.name === name && each.failure === undefined && each.data.response !== undefined,
    )
    .filter((each) => each.input.recursion || each.data.response!.flags.aa);
  const recordIn = (each: DnsObservation) =>
    each.data.response!.answers.find((record) => record.type === 'CNAME' && record.name === name);
  const seenIn = heard.find(recordIn) ?? heard[0];
  return seenIn && { record: recordIn(seenIn), seenIn };
}
