/** RFC 8461: the domain asks senders to encrypt (MTA-STS), and the record, the policy file or the mail servers do not fit together. */
import type { Assertion } from '../../model/finding.ts';
import type { ObservationOf } from '../../model/observation.ts';
import { coversName } from '../../model/view/certificates.ts';
import {
  firstExchangers,
  matchesStsPattern,
  readStsPolicy,
  stsHost,
  stsPages,
  stsRecordName,
  versionedRecords,
} from '../../model/view/mail-health.ts';
import { pointAt, pointAtTrouble } from '../../model/view/pointing.ts';
import { tagsOf } from '../../model/view/tag-list.ts';
import { textOf } from '../../model/view/text-records.ts';
import { cantTell, failed, passed, untested } from '../check.ts';
import { mailRecordCheck, type MailRecords } from './each-mail-record.ts';

/** Senders accept the file only under a certificate that is valid for the host (section 3.3). */
function isProven({ data, startedAt }: ObservationOf<'http'>, host: string): boolean {
  const leaf = data.tls?.chain[0];
  const at = Date.parse(startedAt);
  return (
    leaf !== undefined &&
    data.tls?.trust?.bundled.trusted !== false &&
    coversName(leaf, host) &&
    Date.parse(leaf.notBefore) <= at &&
    at <= Date.parse(leaf.notAfter)
  );
}

function judgePage({ facts, domain, said }: MailRecords, page: ObservationOf<'http'>): Assertion {
  const host = stsHost(domain);
  const at = (pointer: string) => ({
    ...said,
    evidence: [...said.evidence!, pointAt(page, pointer, '/input/url')],
  });
  const { status } = page.data;
  if (page.data.tls && !isProven(page, host))
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
    if (!/^[a-z0-9]{1,32}$/i.test(id)) return failed({ ...said, variant: 'record' });
    const pages = stsPages(facts).map((job) => job.best);
    const page = pages.find((each) => each.data.status !== undefined) ?? pages[0];
    return page ? judgePage(view, page) : untested(said);
  },
);
