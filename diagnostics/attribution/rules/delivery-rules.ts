/**
 * Rules about mail that came back. What a bounce says is another server's word that the person handed in: it counts as seen from one
 * place, so that no verdict on it is ever proven.
 */
import type { Evidence, Message } from '../../model/message.ts';
import type { Finding } from '../../model/finding.ts';
import { pointAt, pointAtDenial, pointAtRecords } from '../../model/view/pointing.ts';
import { wordOn } from '../../model/view/record-word.ts';
import {
  isSameOperator,
  returnedMail,
  type Returned,
  type ReturnKind,
} from '../../model/view/returned-mail.ts';
import { isProviderHost } from '../controls.ts';
import { defineRule, type Match, type RivalTest, type Rule } from '../rule.ts';
import { groupBy, type RuleWorld } from '../rule-world.ts';
import { authenticationRejected } from './sender-authentication-rule.ts';

const wordsOf = ({ observation, pointer }: Returned): Evidence => pointAt(observation, `${pointer}/words`);

/** Returned recipients whose finding no earlier rule has explained. */
function openReturns(
  world: RuleWorld,
): readonly { readonly finding: Finding; readonly returned: Returned }[] {
  const bySubject = new Map(returnedMail(world.facts).map((each) => [each.subject, each]));
  return world.open('returned-message').flatMap((finding) => {
    const returned = bySubject.get(finding.subject);
    return returned ? [{ finding, returned }] : [];
  });
}

/** The server whose words these are belongs to the provider, or to whoever wrote the bounce. */
function isOwnServer(world: RuleWorld, { speaker, report }: Returned): boolean {
  if (speaker.who !== 'quoted') return speaker.who === 'own';
  const { host } = speaker;
  return (
    isProviderHost(world.facts, host) ||
    (report.reportedBy !== undefined && isSameOperator(host, report.reportedBy))
  );
}

/** C6: the mail servers of the recipient's domain, and the host that was quoted is one of them. */
function isRecipientsServer(world: RuleWorld, { speaker, recipient }: Returned): readonly Evidence[] {
  if (speaker.who !== 'quoted') return [];
  const word = wordOn(world.facts, recipient.domain, 'MX');
  const record = word.records.find((each) =>
    isSameOperator(String(each.fields?.['exchange'] ?? '').toLowerCase(), speaker.host),
  );
  return record ? word.seenIn.flatMap((each) => pointAtRecords(each, 'answers', [record])).slice(0, 1) : [];
}

/** Somebody on our own side may only repeat what it heard, or refuse by itself. */
const ownServerRepeats = (world: RuleWorld, returned: Returned): RivalTest => ({
  faultDomain: 'hosting_provider',
  control: 'C6',
  id: 'own_server_repeats',
  excludedBy: isRecipientsServer(world, returned),
});

const valuesOf = ({ recipient, speaker, report }: Returned): Message['values'] => ({
  words: recipient.words.slice(0, 300),
  host: (speaker.who === 'quoted' ? speaker.host : report.reportedBy) ?? recipient.domain,
  domain: recipient.domain,
});

const matchOf = (
  returned: Returned,
  finding: Finding,
  rest: Pick<Match, 'accused' | 'rivals'> & Partial<Match>,
): Match => ({
  subject: returned.subject,
  service: 'mail',
  basis: 'one_vantage',
  values: valuesOf(returned),
  evidence: [wordsOf(returned)],
  explains: [finding],
  ...rest,
});

/** R87: whose mailbox is full is told by the last address, which an alias may have led to. */
const mailboxFull = defineRule({
  id: 'R87',
  rootCause: 'mail.mailbox_full',
  match: (world) =>
    openReturns(world)
      .filter(({ returned }) => returned.kind === 'mailbox_full')
      .map(({ finding, returned }) => {
        const { isOwnMailbox, recipient, report, observation, pointer } = returned;
        if (!isOwnMailbox)
          return matchOf(returned, finding, {
            accused: 'mail_operator',
            variant: recipient.originalDomain === undefined ? 'correspondent' : 'forwarded',
            rivals: [ownServerRepeats(world, returned)],
          });
        return matchOf(returned, finding, {
          accused: 'customer_configuration',
          variant: 'own',
          rivals: [
            {
              faultDomain: 'hosting_provider',
              control: 'C5',
              id: 'server_storage_full',
              excludedBy: /^[45]\.2\.2$/u.test(recipient.status ?? '')
                ? [pointAt(observation, `${pointer}/status`)]
                : [],
            },
            {
              faultDomain: 'mail_operator',
              control: 'C5',
              id: 'alias_to_full_mailbox',
              // only a report by the book names the last address of a chain of aliases (RFC 3464 section 2.3.2)
              excludedBy: report.form === 'report' ? [pointAt(observation, `${pointer}/domain`)] : [],
            },
          ],
        });
      }),
});

const remoteVariant: Partial<Readonly<Record<ReturnKind, string>>> = {
  unknown_recipient: 'unknown_recipient',
  too_large: 'too_large',
  too_many: 'too_many',
  other: 'refused',
};

/** R89: the recipient's own server refused; the provider can only pass its words on. */
const rejectedRemotely = defineRule({
  id: 'R89',
  rootCause: 'mail.rejected_remotely',
  match: (world) =>
    openReturns(world).flatMap(({ finding, returned }): readonly Match[] => {
      const variant = remoteVariant[returned.kind];
      if (variant === undefined || returned.isOwnMailbox || isOwnServer(world, returned)) return [];
      // "refused" without a reason may mean the sender as well as the recipient
      const isVague = returned.kind === 'other' || returned.kind === 'too_many';
      return [
        matchOf(returned, finding, {
          accused: 'mail_operator',
          variant,
          rivals: [
            ownServerRepeats(world, returned),
            ...(isVague
              ? [
                  {
                    faultDomain: 'hosting_provider' as const,
                    control: 'C5' as const,
                    id: 'sender_is_the_reason',
                    excludedBy: [],
                  },
                ]
              : []),
          ],
        }),
      ];
    }),
});

/** R89 with a reason that lies on the sending side: the receiver does not trust the server that sends for many people. */
const sendingServerRefused = defineRule({
  id: 'R89',
  rootCause: 'mail.sending_server_refused',
  match: (world) =>
    openReturns(world)
      .filter(({ returned }) => returned.kind === 'sending_server' && !returned.isOwnMailbox)
      .map(({ finding, returned }) =>
        matchOf(returned, finding, {
          accused: 'hosting_provider',
          isOpenQuestion: true,
          rivals: [
            {
              faultDomain: 'mail_operator',
              control: 'C5',
              id: 'receiver_is_too_strict',
              excludedBy: [],
            },
            {
              faultDomain: 'customer_device',
              control: 'C9',
              id: 'sent_past_the_provider',
              excludedBy: isProviderHost(world.facts, returned.report.reportedBy)
                ? [pointAt(returned.observation, '/data/reportedBy')]
                : [],
            },
          ],
        }),
      ),
});

/** The domain of the recipient does not exist, by our own lookup: the address was mistyped or its owner has given it up. */
const recipientDomainMissing = defineRule({
  id: 'R89',
  rootCause: 'mail.recipient_domain_missing',
  match: (world) =>
    openReturns(world)
      .filter(({ returned }) => returned.kind === 'unknown_domain' && !returned.isOwnMailbox)
      .map(({ finding, returned }) => {
        const word = wordOn(world.facts, returned.recipient.domain, 'MX');
        const isGone = word.seenIn.some((each) => each.data.response?.rcode === 'NXDOMAIN');
        return matchOf(returned, finding, {
          accused: 'mail_operator',
          rivals: [
            {
              faultDomain: 'hosting_provider',
              control: 'C6',
              id: 'own_server_cannot_look_up',
              excludedBy: isGone ? word.seenIn.map(pointAtDenial).slice(0, 1) : [],
            },
          ],
        });
      }),
});

const ownVariant: Partial<Readonly<Record<ReturnKind, string>>> = {
  too_many: 'too_many',
  unreachable: 'unreachable',
};

/** The server that wrote the bounce is named, and quotes nobody of the other side. */
const otherSideRefused = ({ observation, report, pointer, speaker }: Returned): RivalTest => ({
  faultDomain: 'mail_operator',
  control: 'C5',
  id: 'other_side_refused',
  excludedBy:
    speaker.who === 'quoted'
      ? [pointAt(observation, `${pointer}/quotedHost`, `${pointer}/remoteHost`)]
      : report.reportedBy === undefined
        ? []
        : [pointAt(observation, '/data/reportedBy')],
});

/** Who has to act when our own side's server refuses; nobody is named where its words fit several. */
function ownServerMatch(returned: Returned): Pick<Match, 'accused' | 'rivals' | 'variant'> {
  const { kind, isOwnMailbox } = returned;
  if (kind === 'unknown_recipient' && isOwnMailbox)
    return {
      accused: 'customer_configuration',
      variant: 'unknown_mailbox',
      rivals: [
        otherSideRefused(returned),
        { faultDomain: 'hosting_provider', control: 'C9', id: 'mailbox_was_lost', excludedBy: [] },
      ],
    };
  if (kind === 'login_wanted' && !isOwnMailbox)
    return {
      accused: 'customer_device',
      variant: 'login_wanted',
      rivals: [
        otherSideRefused(returned),
        { faultDomain: 'hosting_provider', control: 'C5', id: 'server_does_not_know_sender', excludedBy: [] },
      ],
    };
  return { accused: 'undetermined', variant: ownVariant[kind] ?? 'refused', rivals: [] };
}

/** R99: not the other side but the first server refused, or gave up. */
const returnedByOwnServer = defineRule({
  id: 'R99',
  rootCause: 'mail.returned_by_own_server',
  match: (world) =>
    groupBy(
      openReturns(world).filter(({ returned }) => returned.kind !== 'delayed'),
      ({ returned }) => `${returned.kind} ${returned.recipient.words}`,
    ).map(([, group]) => {
      const { returned, finding } = group[0]!;
      return matchOf(returned, finding, {
        ...ownServerMatch(returned),
        explains: group.map((each) => each.finding),
      });
    }),
});

export const deliveryRules: readonly Rule[] = [
  authenticationRejected,
  mailboxFull,
  sendingServerRefused,
  recipientDomainMissing,
  rejectedRemotely,
  returnedByOwnServer,
];
