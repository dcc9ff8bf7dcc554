/** RFC 8461: the domain asks senders to encrypt (MTA-STS), and the record, the policy file or the mail servers do not fit together. */
import type { Assertion } from '../../model/finding.ts';
import type { ObservationOf } from '../../model/observation.ts';
import type { Facts } from '../../model/view/facts.ts';
import { isProvenPage } from '../../model/view/mail-autoconfig.ts';
import {
  firstExchangers,
  matchesStsPattern,
  readStsPolicy,
  stsHost,
  stsPages,
  stsRecordName,
  versionedRecords,
} from '../../model/view/mail-health.ts';
import { pointAt, pointAtDenial, pointAtTrouble } from '../../model/view/pointing.ts';
import { addressWord } from '../../model/view/record-word.ts';
import { isStsId } from '../../model/view/sts-delivery.ts';
import { tagsOf } from '../../model/view/tag-list.ts';
import { textOf } from '../../model/view/text-records.ts';
import { vantageOf } from '../../model/view/vantage.ts';
import { cantTell, failed, passed, untested } from '../check.ts';
import { mailRecordCheck, type MailRecords } from './each-mail-record.ts';

/** Where somebody puts certificates of his own in place of all others, this one says nothing of the host. */
const isReplacedHere = (facts: Facts): boolean => vantageOf(facts).stamps.includes('interception');

function judgePage({ facts, domain, said }: MailRecords, page: ObservationOf<'http'>): Assertion {
  const host = stsHost(domain);
  const at = (pointer: string) => ({
    ...said,
    evidence: [...said.evidence!, pointAt(page, pointer, '/input/url')],
  });
  const { status } = page.data;
  // senders accept the file only under a certificate that is valid for the host (section 3.3)
  if (page.data.tls && !isProvenPage(facts, page, host) && isReplacedHere(facts))
    return cantTell(at('/data/tls/chain/0/subject'));
  if (page.data.tls && !isProvenPage(facts, page, host))
    return failed({ ...at('/data/tls/chain/0/subject'), variant: 'certificate', values: { host } });
  if (status === undefined) return cantTell({ ...said, evidence: [pointAtTrouble(page)] });
  if (status !== 200) return failed({ ...at('/data/status'), variant: 'status', values: { host, status } });
  const policy = readStsPolicy(page);
  if (!policy) return failed({ ...at('/data/bodyStart'), variant: 'policy', values: { host } });
  const outside = firstExchangers(facts).find((each) => !matchesStsPattern(policy.patterns, each));
  if (policy.mode !== 'none' && outside !== undefined)
    return failed({
      ...at('/data/bodyStart'),
      variant: 'exchanger',
      values: { exchanger: outside, mode: policy.mode },
    });
  return passed({ ...at('/data/bodyStart'), values: { mode: policy.mode } });
}

export const brokenMtaSts = mailRecordCheck(
  'broken-mta-sts',
  (facts, domain) => versionedRecords(facts, stsRecordName(domain), 'STSv1'),
  (view) => {
    const { facts, records, said } = view;
    const id = tagsOf(textOf(records[0]!))?.get('id') ?? '';
    if (records.length > 1) return failed({ ...said, variant: 'several' });
    if (!isStsId(id)) return failed({ ...said, variant: 'record' });
    const pages = stsPages(facts).map((job) => job.best);
    const page = pages.find((each) => each.data.status !== undefined) ?? pages[0];
    if (page) return judgePage(view, page);
    const host = stsHost(view.domain);
    const place = addressWord(facts, host);
    if (place.status !== 'none') return untested(said);
    const evidence = [...said.evidence!, ...place.seenIn.map(pointAtDenial)];
    return failed({ ...said, variant: 'host', values: { host }, evidence });
  },
);
