/** Evidence whose excerpt is read from the place that it points to, so that the two can never differ. */
import type { Evidence } from '../message.ts';
import type { Observation } from '../observation.ts';
import type { DnsRecord } from '../observations/dns.ts';
import type { DnsObservation } from './dns-answers.ts';

const unescaped = (token: string): string => token.replaceAll('~1', '/').replaceAll('~0', '~');

/** Value at an RFC 6901 pointer; undefined where nothing stands. */
export function valueAt(document: unknown, pointer: string): unknown {
  let current = document;
  for (const token of pointer.split('/').slice(1).map(unescaped)) {
    if (current === null || typeof current !== 'object' || !Object.hasOwn(current, token)) return undefined;
    current = (current as Record<string, unknown>)[token];
  }
  return current;
}

/** Points at the first of the places that exists; at the observation's id when none does. */
export function pointAt(observation: Observation, ...pointers: readonly string[]): Evidence {
  const pointer = pointers.find((each) => valueAt(observation, each) !== undefined) ?? '/id';
  const value = valueAt(observation, pointer);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { observation: observation.id, pointer, excerpt: text.slice(0, 500) };
}

type Section = 'answers' | 'authorities' | 'additionals';

/** Points at records of a response, four at most. */
export function pointAtRecords(
  observation: DnsObservation,
  section: Section,
  records: readonly DnsRecord[],
  part = 'value',
): readonly Evidence[] {
  const all = observation.data.response?.[section] ?? [];
  return records
    .slice(0, 4)
    .map((each) => pointAt(observation, `/data/response/${section}/${all.indexOf(each)}/${part}`));
}

/** Points at the words by which a response says that there is no such record. */
export const pointAtDenial = (observation: DnsObservation): Evidence =>
  observation.data.response?.rcode === 'NOERROR'
    ? pointAt(observation, '/data/response/answers')
    : pointAt(observation, '/data/response/rcode');

/** Points at the failure, or at the response code when there was an answer. */
export const pointAtTrouble = (observation: Observation): Evidence =>
  pointAt(observation, '/failure/code', '/data/response/rcode');
