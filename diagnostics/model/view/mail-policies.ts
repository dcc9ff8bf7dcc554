/** SPF and DMARC records of the mail domain: how many there are, or why nobody knows. */
import type { DnsRecord } from '../observations/dns.ts';
import type { Facts } from './facts.ts';
import { mailDomain, wants } from './hosts.ts';
import { wordOn, type RecordWord } from './record-word.ts';
import { isDmarc, isSpf } from './text-records.ts';

export interface MailPolicy {
  readonly subject: string;
  /** No mail asked for, or an address typed: such a policy has no place. */
  readonly isIrrelevant: boolean;
  readonly word: RecordWord;
  /** Records of the policy among the TXT records found; empty when there are none or nobody knows (see `word`). */
  readonly records: readonly DnsRecord[];
}

function policyAt(facts: Facts, name: string, isPolicy: (record: DnsRecord) => boolean): MailPolicy {
  const word = wordOn(facts, name, 'TXT');
  const isIrrelevant = facts.request.target.isAddress || !wants(facts, 'mail');
  return { subject: mailDomain(facts), isIrrelevant, word, records: word.records.filter(isPolicy) };
}

export const spfPolicy = (facts: Facts): MailPolicy => policyAt(facts, mailDomain(facts), isSpf);
export const dmarcPolicy = (facts: Facts): MailPolicy =>
  policyAt(facts, `_dmarc.${mailDomain(facts)}`, isDmarc);
