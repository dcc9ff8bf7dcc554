/** RFC 9990 section 4: reports go to a domain elsewhere only when that domain says that it wants them. */
import { foreignReportHosts, reportAgreementName } from '../../model/view/dmarc.ts';
import { mailDomain } from '../../model/view/hosts.ts';
import { dmarcPolicy } from '../../model/view/mail-policies.ts';
import { pointAtDenial, pointAtTrouble } from '../../model/view/pointing.ts';
import { wordOn } from '../../model/view/record-word.ts';
import { isDmarc } from '../../model/view/text-records.ts';
import { cantTell, failed, inapplicable, passed, untested } from '../check.ts';
import { mailRecordCheck } from './each-mail-record.ts';

export const unauthorisedReportAddress = mailRecordCheck(
  'unauthorised-report-address',
  dmarcPolicy,
  ({ facts, records, said }) => {
    const hosts = foreignReportHosts(facts, records);
    if (hosts.length === 0) return inapplicable({ ...said, variant: 'own' });
    const words = hosts.map((host) => ({
      host,
      word: wordOn(facts, reportAgreementName(mailDomain(facts), host), 'TXT'),
    }));
    const isRefused = ({ word }: (typeof words)[number]): boolean =>
      word.status === 'none' || (word.status === 'found' && !word.records.some(isDmarc));
    const refused = words.find(isRefused);
    if (refused)
      return failed({
        ...said,
        values: { host: refused.host },
        evidence: [...said.evidence!, ...refused.word.seenIn.slice(0, 1).map(pointAtDenial)],
      });
    const unknown = words.find(({ word }) => word.status === 'unknown');
    if (unknown) return cantTell({ ...said, evidence: unknown.word.seenIn.slice(0, 2).map(pointAtTrouble) });
    return words.every(({ word }) => word.status === 'found') ? passed(said) : untested(said);
  },
);
