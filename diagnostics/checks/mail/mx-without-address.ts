/** R34: a mail server that an MX record names has no address: mail for it goes nowhere. */
import type { Assertion } from '../../model/finding.ts';
import type { Facts } from '../../model/view/facts.ts';
import { pointAtDenial, pointAtRecords, pointAtTrouble } from '../../model/view/pointing.ts';
import { addressWord } from '../../model/view/record-word.ts';
import { cantTell, defineCheck, failed, passed, untested } from '../check.ts';
import { ofMailServers } from './each-mail-server.ts';

const check = 'mx-without-address';

function judge(facts: Facts, domain: string, subject: string): Assertion {
  const word = addressWord(facts, subject);
  const said = { check, subject, values: { domain } };
  switch (word.status) {
    case 'found':
      return passed({
        ...said,
        evidence: word.seenIn.flatMap((each) => pointAtRecords(each, 'answers', word.records)),
      });
    case 'none':
      return failed({ ...said, evidence: word.seenIn.map(pointAtDenial) });
    case 'unknown':
      return cantTell({ ...said, evidence: word.seenIn.slice(0, 4).map(pointAtTrouble) });
    case 'unasked':
      return untested(said);
  }
}

export const mxWithoutAddress = defineCheck({
  id: check,
  area: 'mail',
  needs: ['dns'],
  evaluate: (facts) =>
    ofMailServers(facts, check, (hosts, domain) => hosts.map((host) => judge(facts, domain, host))),
});
