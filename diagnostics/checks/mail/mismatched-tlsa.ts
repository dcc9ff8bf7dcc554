/** RFC 7672: a mail server announces its certificate in DNS (DANE) and shows another; senders that look do not deliver then. */
import { isUsableForMail, matchesTlsa } from '../../dnssec/index.ts';
import type { Assertion } from '../../model/finding.ts';
import type { Facts } from '../../model/view/facts.ts';
import { firstExchangers, tlsaName } from '../../model/view/mail-health.ts';
import { pointAt, pointAtRecords } from '../../model/view/pointing.ts';
import { wordOn } from '../../model/view/record-word.ts';
import { defineCheck, failed, passed, untested } from '../check.ts';
import { ofMailServers } from './each-mail-server.ts';
import { decidedByWord } from './each-mail-record.ts';

const check = 'mismatched-tlsa';

function judge(facts: Facts, host: string): Assertion {
  const word = wordOn(facts, tlsaName(host), 'TLSA');
  const plain = { check, subject: host };
  const decided = decidedByWord(plain, { word, records: word.records });
  if (decided) return decided;
  const said = {
    ...plain,
    evidence: word.seenIn.flatMap((each) => pointAtRecords(each, 'answers', word.records)),
  };
  // whoever validated says so by this flag; unsigned records are not looked at by senders (section 2.1.1)
  const isSigned = word.seenIn.some((each) => each.data.response?.flags.ad === true);
  if (!isSigned) return failed({ ...said, variant: 'unsigned' });
  if (!word.records.some(isUsableForMail)) return failed({ ...said, variant: 'usage' });
  const sessions = facts
    .jobs('smtp')
    .map((job) => job.best)
    .filter(({ endpoint, data }) => endpoint.name === host && endpoint.port === 25 && data.tls?.chain[0]);
  const wrong = sessions.find(({ data }) => !matchesTlsa(word.records, data.tls!.chain));
  if (wrong)
    return failed({
      ...said,
      variant: 'certificate',
      evidence: [...said.evidence, pointAt(wrong, '/data/tls/chain/0/fingerprint256')],
    });
  return sessions.length > 0 ? passed(said) : untested(said);
}

export const mismatchedTlsa = defineCheck({
  id: check,
  area: 'mail',
  needs: ['dns'],
  evaluate: (facts) =>
    ofMailServers(facts, check, () => firstExchangers(facts).map((host) => judge(facts, host))),
});
