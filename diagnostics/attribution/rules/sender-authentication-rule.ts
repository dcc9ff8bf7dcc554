/** R38: a receiver could not tell that the mail comes from whom it says, and refused it or put it aside. */
import type { Evidence } from '../../model/message.ts';
import type { ObservationOf } from '../../model/observation.ts';
import { isWithin } from '../../model/view/dns-answers.ts';
import { mailDomain } from '../../model/view/hosts.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { returnedMail } from '../../model/view/returned-mail.ts';
import { defineRule, type Match, type RivalTest } from '../rule.ts';
import { evidenceOf, type RuleWorld } from '../rule-world.ts';

type Report = ObservationOf<'delivery-status'>;

const resultsOf = ({ data }: Report, method: 'spf' | 'dkim') =>
  data.authentication
    .map((each, index) => ({ ...each, pointer: `/data/authentication/${index}/result` }))
    .filter((each) => each.method === method);

/** Checks of what the zone says of senders, by our own lookups (C6). */
const policyChecks = [
  'missing-spf',
  'broken-spf',
  'duplicate-spf',
  'excessive-spf-lookups',
  'provider-outside-spf',
];

const policyFaults = (world: RuleWorld): readonly Evidence[] =>
  evidenceOf(
    world.findings.filter(({ check, outcome }) => outcome === 'failed' && policyChecks.includes(check)),
  ).slice(0, 3);

/** A check that passed for another domain than that of the From field does not count (alignment, RFC 9989). */
function unaligned(report: Report, from: string): readonly Evidence[] {
  return (['spf', 'dkim'] as const)
    .flatMap((method) => resultsOf(report, method))
    .filter(
      ({ result, domain }) =>
        result === 'pass' && domain !== undefined && !isWithin(domain, from) && !isWithin(from, domain),
    )
    .slice(0, 2)
    .map(({ pointer }) => pointAt(report, pointer.replace(/result$/u, 'domain')));
}

/** Forwarding breaks SPF and leaves signatures whole: a failed or missing signature, or an address that was not led on, tells. */
function notForwarded(report: Report): readonly Evidence[] {
  const broken = resultsOf(report, 'dkim').filter(({ result }) => result === 'fail' || result === 'none');
  if (broken.length > 0) return broken.slice(0, 1).map(({ pointer }) => pointAt(report, pointer));
  const { recipients, form } = report.data;
  const isDirect =
    form === 'report' &&
    recipients.length > 0 &&
    recipients.every((each) => each.originalDomain === undefined);
  return isDirect ? [pointAt(report, '/data/recipients/0/domain')] : [];
}

const forwarded = (report: Report): RivalTest => ({
  faultDomain: 'mail_operator',
  control: 'C5',
  id: 'forwarding_breaks_spf',
  excludedBy: notForwarded(report),
});

function matchFor(world: RuleWorld, report: Report): Match | undefined {
  const returned = returnedMail(world.facts).filter(
    ({ observation, kind }) => observation.id === report.id && kind === 'authentication',
  );
  const isAbout = (subjects: readonly string[], check: string) =>
    world.open(check).filter((finding) => subjects.includes(finding.subject));
  const refused = isAbout(
    returned.map(({ subject }) => subject),
    'returned-message',
  );
  const doubted = world
    .open('failed-sender-authentication')
    .filter((finding) => finding.evidence.some((each) => each.observation === report.id));
  if (refused.length + doubted.length === 0) return undefined;
  const own = mailDomain(world.facts);
  const from = report.data.fromDomain ?? own;
  const isForeign = !isWithin(from, own) && !isWithin(own, from);
  const [wrongPolicy, foreignPass] = [isForeign ? [] : policyFaults(world), unaligned(report, from)];
  // somebody else's mail to us: it is their domain that lacks something
  const isIncoming = isForeign && returned.length > 0 && returned.every((each) => each.isOwnMailbox);
  const chosenVariant = isIncoming
    ? 'correspondent'
    : isForeign
      ? 'foreign_from'
      : wrongPolicy.length > 0
        ? 'wrong_policy'
        : foreignPass.length > 0
          ? 'sent_by_another'
          : 'not_authenticated';
  return {
    subject: from,
    service: 'mail',
    accused: isIncoming ? 'mail_operator' : 'customer_configuration',
    basis: 'one_vantage',
    variant: chosenVariant,
    values: {
      domain: own,
      from,
      words: returned[0]?.recipient.words.slice(0, 300) ?? '',
      sender:
        resultsOf(report, 'dkim')
          .concat(resultsOf(report, 'spf'))
          .find(({ result }) => result === 'pass')?.domain ?? '',
    },
    rivals: [
      {
        faultDomain: 'mail_operator',
        control: 'C6',
        id: 'receiver_is_mistaken',
        excludedBy: isForeign ? [pointAt(report, '/data/fromDomain')] : [...wrongPolicy, ...foreignPass],
      },
      ...(isForeign || foreignPass.length > 0 ? [] : [forwarded(report)]),
    ],
    evidence: evidenceOf([...refused, ...doubted]),
    explains: [...refused, ...doubted],
  };
}

export const authenticationRejected = defineRule({
  id: 'R38',
  rootCause: 'mail.authentication_rejected',
  match: (world) => world.facts.jobs('delivery-status').flatMap(({ best }) => matchFor(world, best) ?? []),
});
