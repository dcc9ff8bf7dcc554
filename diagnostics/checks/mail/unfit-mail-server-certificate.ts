/** RFC 8461 section 4.2: the domain demands a valid certificate of its mail servers (MTA-STS), and one of them shows another. */
import type { Assertion } from '../../model/finding.ts';
import type { Facts } from '../../model/view/facts.ts';
import { mailDomain } from '../../model/view/hosts.ts';
import {
  firstExchangers,
  matchesStsPattern,
  stsPages,
  stsRecordName,
  versionedRecords,
} from '../../model/view/mail-health.ts';
import { pointAt, pointAtRecords } from '../../model/view/pointing.ts';
import {
  certificateFlaw,
  exchangerSessions,
  isAnotherServer,
  stsDemand,
  type CertificateFlaw,
} from '../../model/view/sts-delivery.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';
import { decidedByWord } from './each-mail-record.ts';
import { ofMailServers } from './each-mail-server.ts';

const check = 'unfit-mail-server-certificate';

const placeOf: Readonly<Record<CertificateFlaw, string>> = {
  expired: '/data/tls/chain/0/notAfter',
  not_yet_valid: '/data/tls/chain/0/notBefore',
  untrusted: '/data/tls/trust/bundled/reason',
  name: '/data/tls/chain/0/dnsNames',
};

function judge(facts: Facts, host: string): Assertion {
  const domain = mailDomain(facts);
  const plain = { check, subject: host };
  const found = versionedRecords(facts, stsRecordName(domain), 'STSv1');
  const decided = decidedByWord(plain, found);
  if (decided) return decided;
  const demand = stsDemand(facts);
  if (!demand && stsPages(facts).length === 0) return untested(plain);
  if (!demand || demand.policy.mode === 'none' || !matchesStsPattern(demand.policy.patterns, host))
    return inapplicable({ ...plain, variant: 'rule' });
  const { mode } = demand.policy;
  const sessions = exchangerSessions(facts, host).map((session) => ({
    session,
    flaw: certificateFlaw(facts, session),
  }));
  const strange = sessions.find(({ session, flaw }) => flaw && isAnotherServer(facts, session));
  if (strange)
    return cantTell({ ...plain, evidence: [pointAt(strange.session, '/data/tls/chain/0/subject')] });
  const wrong = sessions.find(({ flaw }) => flaw);
  if (wrong?.flaw) {
    const { dnsNames, notAfter, notBefore } = wrong.session.data.tls!.chain[0]!;
    return failed({
      ...plain,
      variant: wrong.flaw,
      values: { domain, mode, names: dnsNames.slice(0, 8).join(', ') || '—', notAfter, notBefore },
      evidence: [
        pointAt(wrong.session, placeOf[wrong.flaw]),
        ...found.word.seenIn.flatMap((each) => pointAtRecords(each, 'answers', found.records)),
      ],
    });
  }
  if (sessions.length === 0 || sessions.some(({ flaw }) => flaw === undefined)) return untested(plain);
  const evidence = sessions.map(({ session }) => pointAt(session, '/data/tls/chain/0/dnsNames'));
  return passed({ ...plain, values: { domain }, evidence });
}

export const unfitMailServerCertificate = defineCheck({
  id: check,
  area: 'mail',
  needs: ['dns'],
  evaluate: (facts) =>
    ofMailServers(facts, check, () => firstExchangers(facts).map((host) => judge(facts, host))),
});
