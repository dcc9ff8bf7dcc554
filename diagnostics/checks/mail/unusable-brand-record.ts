/** BIMI (draft-brand-indicators-for-message-identification): a mark is shown only under a strict DMARC policy, from a picture over https. */
import { readDmarc } from '../../model/view/dmarc.ts';
import { brandRecordName, versionedRecords } from '../../model/view/mail-health.ts';
import { dmarcPolicy } from '../../model/view/mail-policies.ts';
import { tagsOf } from '../../model/view/tag-list.ts';
import { textOf } from '../../model/view/text-records.ts';
import { failed, passed, untested } from '../check.ts';
import { mailRecordCheck } from './each-mail-record.ts';

export const unusableBrandRecord = mailRecordCheck(
  'unusable-brand-record',
  (facts, domain) => versionedRecords(facts, brandRecordName(domain), 'BIMI1'),
  ({ facts, records, said }) => {
    const location = tagsOf(textOf(records[0]!))?.get('l') ?? '';
    // an empty location says on purpose that there is no mark
    if (location !== '' && !/^https:\/\/\S+$/i.test(location))
      return failed({ ...said, variant: 'location' });
    const { word, records: policies } = dmarcPolicy(facts);
    if (word.status === 'unasked' || word.status === 'unknown') return untested(said);
    const policy = policies.length === 1 ? readDmarc(textOf(policies[0]!))?.policy : undefined;
    const isStrict = policy === 'quarantine' || policy === 'reject';
    return isStrict || location === '' ? passed(said) : failed({ ...said, variant: 'policy' });
  },
);
