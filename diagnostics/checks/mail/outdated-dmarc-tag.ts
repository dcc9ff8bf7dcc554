/** RFC 9989 appendix C: `pct`, `rf` and `ri` are gone, so that a policy for a part of the mail now holds for all; `t=y` asks for mildness. */
import { readDmarc } from '../../model/view/dmarc.ts';
import { dmarcPolicy } from '../../model/view/mail-policies.ts';
import { textOf } from '../../model/view/text-records.ts';
import { failed, inapplicable, passed } from '../check.ts';
import { mailRecordCheck } from './each-mail-record.ts';

export const outdatedDmarcTag = mailRecordCheck('outdated-dmarc-tag', dmarcPolicy, ({ records, said }) => {
  const dmarc = records.length === 1 ? readDmarc(textOf(records[0]!)) : null;
  if (!dmarc) return inapplicable({ ...said, variant: 'unreadable' });
  if (dmarc.outdatedTags.length > 0)
    return failed({ ...said, variant: 'tags', values: { tags: dmarc.outdatedTags.join(', ') } });
  return dmarc.isTest && dmarc.policy !== 'none' ? failed({ ...said, variant: 'test' }) : passed(said);
});
