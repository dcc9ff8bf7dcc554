/** RFC 8460 section 3: where reports about encrypted delivery are to go. */
import { tlsReportName, versionedRecords } from '../../model/view/mail-health.ts';
import { tagsOf } from '../../model/view/tag-list.ts';
import { textOf } from '../../model/view/text-records.ts';
import { failed, passed } from '../check.ts';
import { mailRecordCheck } from './each-mail-record.ts';

const reportUri = /^(?:mailto:[^@\s]+@[^@\s]+|https:\/\/\S+)$/i;

export const brokenTlsReporting = mailRecordCheck(
  'broken-tls-reporting',
  (facts, domain) => versionedRecords(facts, tlsReportName(domain), 'TLSRPTv1'),
  ({ records, said }) => {
    if (records.length > 1) return failed({ ...said, variant: 'several' });
    const uris = (tagsOf(textOf(records[0]!))?.get('rua') ?? '').split(',').map((each) => each.trim());
    return uris.every((each) => reportUri.test(each))
      ? passed(said)
      : failed({ ...said, variant: 'address' });
  },
);
