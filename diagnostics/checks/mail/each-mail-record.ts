/** The frame of checks on records that a domain may have for its mail: nothing is missing where there is none. */
import type { Assertion } from '../../model/finding.ts';
import type { ObservationKind } from '../../model/observation.ts';
import type { DnsRecord } from '../../model/observations/dns.ts';
import type { Facts } from '../../model/view/facts.ts';
import { mailDomain, wants } from '../../model/view/hosts.ts';
import { pointAtDenial, pointAtRecords, pointAtTrouble } from '../../model/view/pointing.ts';
import type { RecordWord } from '../../model/view/record-word.ts';
import { cantTell, defineCheck, inapplicable, untested, type Check, type Said } from '../check.ts';

export interface MailRecords {
  readonly facts: Facts;
  readonly domain: string;
  /** One at least. */
  readonly records: readonly DnsRecord[];
  /** With the records as evidence. */
  readonly said: Said;
}

interface Found {
  readonly word: RecordWord;
  readonly records: readonly DnsRecord[];
}

/** What the word alone decides; undefined where there are records to judge. */
export function decidedByWord(said: Said, { word, records }: Found): Assertion | undefined {
  if (word.status === 'unasked') return untested(said);
  if (word.status === 'unknown') return cantTell({ ...said, evidence: word.seenIn.map(pointAtTrouble) });
  if (records.length > 0) return undefined;
  return inapplicable({ ...said, variant: 'none', evidence: word.seenIn.slice(0, 2).map(pointAtDenial) });
}

export const mailRecordCheck = (
  id: string,
  find: (facts: Facts, domain: string) => Found,
  judge: (view: MailRecords) => Assertion,
  needs: readonly ObservationKind[] = ['dns'],
): Check =>
  defineCheck({
    id,
    area: 'mail',
    needs,
    evaluate(facts) {
      const domain = mailDomain(facts);
      const said = { check: id, subject: domain };
      if (facts.request.target.isAddress || !wants(facts, 'mail')) return [inapplicable(said)];
      const found = find(facts, domain);
      const decided = decidedByWord(said, found);
      if (decided) return [decided];
      const evidence = found.word.seenIn.flatMap((each) => pointAtRecords(each, 'answers', found.records));
      return [judge({ facts, domain, records: found.records, said: { ...said, evidence } })];
    },
  });
