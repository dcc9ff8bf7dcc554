/** R32: a text record that nobody recognises, because quotation marks became part of it or a space was lost where it was cut. */
import type { Assertion } from '../../model/finding.ts';
import type { DnsRecord } from '../../model/observations/dns.ts';
import type { Facts } from '../../model/view/facts.ts';
import { mailDomain, wants } from '../../model/view/hosts.ts';
import { pointAtRecords, pointAtTrouble } from '../../model/view/pointing.ts';
import { dkimNames, mailHome } from '../../model/view/provider-mail.ts';
import { wordOn } from '../../model/view/record-word.ts';
import { spfCost } from '../../model/view/spf/policy.ts';
import { parseSpf } from '../../model/view/spf/record.ts';
import { isSpf, stringsOf, textOf } from '../../model/view/text-records.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'misquoted-text-record';

const beginnings = /^v\s*=\s*(?:spf1\b|DMARC1\b|DKIM1\b)/i;
const ornament = /^[\s"'“”«»\\]+/u;

/** Quotation marks, typed by hand or copied from a manual, stand in the text itself. */
const isQuoted = (record: DnsRecord): boolean => {
  const text = textOf(record);
  return ornament.test(text) && beginnings.test(text.replace(ornament, ''));
};

/** How the next term of a policy begins. */
const termStart = /^[-+~?]?(?:all(?: |$)|(?:include|ip4|ip6|exists):|(?:a|mx|ptr)[: /]|redirect=)/i;

/** Two terms meet where the text was cut, and the policy goes wrong without the space that should stand there. */
function isSplit(facts: Facts, owner: string, record: DnsRecord): boolean {
  const strings = stringsOf(record);
  const meets = strings.some(
    (each, index) => index > 0 && !(strings[index - 1] ?? '').endsWith(' ') && termStart.test(each),
  );
  if (!isSpf(record) || !meets || !parseSpf(strings.join(' ')).ok) return false;
  const parsed = parseSpf(textOf(record));
  return !parsed.ok || (owner === mailDomain(facts) && spfCost(facts).problems.length > 0);
}

function judge(facts: Facts, subject: string): Assertion {
  const word = wordOn(facts, subject, 'TXT');
  if (word.status === 'unasked') return untested({ check, subject });
  if (word.status === 'unknown')
    return cantTell({ check, subject, evidence: word.seenIn.slice(0, 2).map(pointAtTrouble) });
  const bad = word.records.find(isQuoted) ?? word.records.find((each) => isSplit(facts, subject, each));
  const shown = bad ? [bad] : word.records;
  const evidence = word.seenIn.flatMap((each) => pointAtRecords(each, 'answers', shown));
  if (!bad) return passed({ check, subject, evidence });
  return failed({
    check,
    subject,
    variant: isQuoted(bad) ? 'quoted' : 'split',
    values: { text: textOf(bad).slice(0, 120) },
    evidence,
  });
}

export const misquotedTextRecord = defineCheck({
  id: check,
  area: 'mail',
  needs: ['dns'],
  evaluate(facts) {
    const domain = mailDomain(facts);
    if (!wants(facts, 'mail') || facts.request.target.isAddress)
      return [inapplicable({ check, subject: domain })];
    const keys = mailHome(facts) === 'provider' ? dkimNames(facts) : [];
    return [domain, `_dmarc.${domain}`, ...keys].map((name) => judge(facts, name));
  },
});
