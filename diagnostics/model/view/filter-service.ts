/** Where people edit the mail filters on their server (ManageSieve, RFC 5804). */
import type { ObservationOf } from '../observation.ts';
import type { Facts, Tried } from './facts.ts';
import { mailClientHosts, mailDomain } from './hosts.ts';
import { wordOn, type RecordWord } from './record-word.ts';

const SIEVE_PORT = 4190;

export const filterRecordName = (facts: Facts): string => `_sieve._tcp.${mailDomain(facts)}`;

/** What the domain's own record says (section 1.8). */
export const filterWord = (facts: Facts): RecordWord => wordOn(facts, filterRecordName(facts), 'SRV');

export interface FilterPlace {
  readonly host: string;
  readonly port: number;
  /** The domain says so itself. */
  readonly isAnnounced: boolean;
}

/** The place that the record names, else the usual port of the server that mail is read from. Null where neither is known. */
export function filterPlace(facts: Facts): FilterPlace | null {
  const record = filterWord(facts).records[0];
  const target = String(record?.fields?.['target'] ?? '').toLowerCase();
  if (target.includes('.') && target !== '.')
    return { host: target, port: Number(record?.fields?.['port'] ?? SIEVE_PORT), isAnnounced: true };
  const [host] = mailClientHosts(facts);
  return host === undefined ? null : { host, port: SIEVE_PORT, isAnnounced: false };
}

export const filterDialogues = (facts: Facts): readonly Tried<'sieve'>[] => facts.jobs('sieve');
export type FilterDialogue = ObservationOf<'sieve'>;
