/** R29: the digest at the parent, the keys of the zone and the signatures do not fit together, or those above (RFC 4035 section 5). */
import {
  breakAbove,
  breakOf,
  valuesAbove,
  valuesOf,
  zoneLinkOf,
  type BreakAbove,
  type LinkBreak,
  type ZoneLink,
} from '../../dnssec/index.ts';
import type { Assertion } from '../../model/finding.ts';
import type { DnsObservation } from '../../model/view/dns-answers.ts';
import { isWithin } from '../../model/view/dns-answers.ts';
import type { Facts } from '../../model/view/facts.ts';
import { pointAt, pointAtDenial } from '../../model/view/pointing.ts';
import { failingByResolver } from '../../model/view/validation.ts';
import { zoneStage } from '../../model/view/zone-servers.ts';
import { breakEvidence, signedEvidence } from '../dnssec-evidence.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'bogus-dnssec-chain';

/** What a resolver that is not of this seat says of the zone, so that nobody on the way home can have changed it. */
const publicAnswers = (facts: Facts, zone: string): readonly DnsObservation[] =>
  facts
    .jobs('dns')
    .map((job) => job.best)
    .filter(
      ({ endpoint, input, failure }) =>
        endpoint.operator !== undefined &&
        input.recursion &&
        input.checkingDisabled !== true &&
        failure === undefined &&
        isWithin(input.name, zone),
    );

const sayBroken = (subject: string, link: ZoneLink, found: LinkBreak): Assertion =>
  failed({
    check,
    subject,
    variant: found.fault,
    values: valuesOf(found),
    evidence: breakEvidence(link, found),
  });

/** The zone may be as sound as can be, signed or not: nobody can trust what stands above it. */
const sayBrokenAbove = (subject: string, above: BreakAbove): Assertion =>
  failed({
    check,
    subject,
    variant: 'above',
    values: valuesAbove(above),
    evidence: above.seenIn
      .slice(0, 3)
      .flatMap((each) => signedEvidence(each, above.fault === 'key_mismatch' ? 'DNSKEY' : 'RRSIG')),
  });

/** Nobody refused the zone, so its signatures were not fetched: a validating resolver's word, or none at all. */
function judgeByResolvers(facts: Facts, subject: string): Assertion {
  const answers = publicAnswers(facts, subject);
  const validated = answers.find(
    ({ data, input }) => data.response?.flags.ad === true && input.type !== 'DS',
  );
  if (validated) return passed({ check, subject, evidence: [pointAt(validated, '/data/response/flags/ad')] });
  const digest = answers.find(({ input }) => input.type === 'DS' && input.name === subject);
  return digest?.data.response?.answers.every(({ type }) => type !== 'DS') === true
    ? inapplicable({ check, subject, variant: 'unsigned', evidence: [pointAtDenial(digest)] })
    : untested({ check, subject });
}

export const bogusDnssecChain = defineCheck({
  id: check,
  area: 'dns',
  needs: ['dns'],
  evaluate(facts) {
    const stage = zoneStage(facts);
    const { subject } = stage;
    if (stage.status === 'address') return [inapplicable({ check, subject })];
    if (stage.status === 'unknown') return [untested({ check, subject })];
    const link = zoneLinkOf(facts);
    const found = breakOf(link);
    if (found) return [sayBroken(subject, link, found)];
    const above = breakAbove(facts);
    if (above) return [sayBrokenAbove(subject, above)];
    if (link.status === 'unsigned')
      return [inapplicable({ check, subject, variant: 'unsigned', evidence: [pointAtDenial(link.parent!)] })];
    if (link.status === 'unasked')
      return [
        failingByResolver(facts).size > 0 ? untested({ check, subject }) : judgeByResolvers(facts, subject),
      ];
    const [first] = link.answers;
    const evidence = [pointAt(first!.seenIn, '/data/response/answers/0/value', '/data/response/rcode')];
    const isWhole = link.answers.every(({ outcome }) => outcome === 'sound');
    return [isWhole ? passed({ check, subject, evidence }) : cantTell({ check, subject, evidence })];
  },
});
