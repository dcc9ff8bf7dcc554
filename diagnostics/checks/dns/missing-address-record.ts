/** A host that people open has no address in DNS. A lookup error is no absence. */
import type { Assertion } from '../../model/finding.ts';
import type { Symptom } from '../../model/vocabulary.ts';
import { isAddressLiteral } from '../../model/view/addresses.ts';
import { cameFor } from '../../model/view/expected.ts';
import type { Facts } from '../../model/view/facts.ts';
import { isNullMx, mxTargets, wants, webHosts } from '../../model/view/hosts.ts';
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

/** Whoever came for one of these may use the domain for its addresses alone. */
const mailSymptoms: readonly Symptom[] = [
  'mail_cannot_send',
  'mail_cannot_receive',
  'mail_app_cannot_connect',
  'everything',
];

/** A domain that takes mail and has no web name at all has no site, and is whole without one, unless somebody came for the site. */
const isForMailAlone = (facts: Facts): boolean => {
  const targets = mxTargets(facts) ?? [];
  return (
    mailSymptoms.includes(facts.request.symptom) &&
    !cameFor(facts, 'web') &&
    targets.length > 0 &&
    !isNullMx(targets) &&
    webHosts(facts).every((host) => addressWord(facts, host).status === 'none')
  );
};

function variantOf(facts: Facts, subject: string): { readonly variant?: string } {
  const { target, hosts } = facts.request;
  if (hosts.includes(subject)) return {};
  if (subject === `www.${target.domain}`) return { variant: 'www' };
  return subject === target.domain && isForMailAlone(facts) ? { variant: 'mailOnly' } : {};
}

function judge(facts: Facts, subject: string): Assertion {
  const word = addressWord(facts, subject);
  switch (word.status) {
    case 'found':
      return passed({
        check,
        subject,
        evidence: word.seenIn.flatMap((each) => pointAtRecords(each, 'answers', word.records)),
      });
    case 'none':
      return failed({
        check,
        subject,
        ...variantOf(facts, subject),
        evidence: word.seenIn.map(pointAtDenial),
      });
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
