/** A host that people open has no address in DNS. A lookup error is no absence. */
import type { Assertion } from '../../model/finding.ts';
import { isAddressLiteral } from '../../model/view/addresses.ts';
import type { Facts } from '../../model/view/facts.ts';
import { wants, webHosts } from '../../model/view/hosts.ts';
import { pointAtDenial, pointAtRecords, pointAtTrouble } from '../../model/view/pointing.ts';
import { addressWord } from '../../model/view/record-word.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'missing-address-record';

/** Hosts that the person named, and the web names that go with the domain. */
function namedHosts(facts: Facts): readonly string[] {
  const { target, hosts } = facts.request;
  const isOpened = wants(facts, 'ftp') || wants(facts, 'ssh');
  const names = [
    ...(wants(facts, 'web') ? webHosts(facts) : []),
    ...(isOpened ? [target.domain] : []),
    ...hosts,
  ];
  return [...new Set(names)].filter((name) => !isAddressLiteral(name));
}

function judge(facts: Facts, subject: string): Assertion {
  const word = addressWord(facts, subject);
  const { target, hosts } = facts.request;
  switch (word.status) {
    case 'found':
      return passed({
        check,
        subject,
        evidence: word.seenIn.flatMap((each) => pointAtRecords(each, 'answers', word.records)),
      });
    case 'none': {
      const isTwin = subject === `www.${target.domain}` && !hosts.includes(subject);
      const said = { check, subject, evidence: word.seenIn.map(pointAtDenial) };
      return failed(isTwin ? { ...said, variant: 'www' } : said);
    }
    case 'unknown':
      return cantTell({ check, subject, evidence: word.seenIn.slice(0, 4).map(pointAtTrouble) });
    case 'unasked':
      return untested({ check, subject });
  }
}

export const missingAddressRecord = defineCheck({
  id: check,
  area: 'dns',
  needs: ['dns'],
  evaluate(facts) {
    const hosts = facts.request.target.isAddress ? [] : namedHosts(facts);
    return hosts.length > 0
      ? hosts.map((host) => judge(facts, host))
      : [inapplicable({ check, subject: facts.request.target.domain })];
  },
});
