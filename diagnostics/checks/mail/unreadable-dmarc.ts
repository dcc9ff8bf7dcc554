/** RFC 9989 section 4.7: a DMARC record that receivers read differently from what was meant, or not at all. */
import { readDmarc } from '../../model/view/dmarc.ts';
import { dmarcPolicy } from '../../model/view/mail-policies.ts';
import { textOf } from '../../model/view/text-records.ts';
import { failed, inapplicable, passed } from '../check.ts';
import { mailRecordCheck } from './each-mail-record.ts';

export const unreadableDmarc = mailRecordCheck('unreadable-dmarc', dmarcPolicy, ({ records, said }) => {
  // several are ignored altogether, which is another check's finding
  if (records.length > 1) return inapplicable({ ...said, variant: 'several' });
  const dmarc = readDmarc(textOf(records[0]!));
  if (!dmarc) return failed({ ...said, variant: 'syntax' });
  if (dmarc.policy === null) return failed({ ...said, variant: 'no-policy' });
  if (dmarc.isPolicyAssumed) return failed({ ...said, variant: 'assumed' });
  if (dmarc.wrongValue !== undefined)
    return failed({ ...said, variant: 'value', values: { part: dmarc.wrongValue } });
  return passed({ ...said, values: { policy: dmarc.policy } });
});
