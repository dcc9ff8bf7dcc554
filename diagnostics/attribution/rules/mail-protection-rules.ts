/**
 * Rules about what a domain demands of those who send mail to it (MTA-STS, DANE). Only a demand that its own mail servers do not meet
 * keeps mail away; one that nobody can read is left aside by senders, so that it stays a finding.
 */
import type { Finding } from '../../model/finding.ts';
import type { Evidence } from '../../model/message.ts';
import type { ObservationOf } from '../../model/observation.ts';
import { isWithin, type DnsObservation } from '../../model/view/dns-answers.ts';
import { mailDomain } from '../../model/view/hosts.ts';
import { isAuthenticated } from '../../model/view/mail-greetings.ts';
import { matchesStsPattern, stsHost } from '../../model/view/mail-health.ts';
import { namedMailServers } from '../../model/view/mail-servers.ts';
import { pointAt, pointAtRecords } from '../../model/view/pointing.ts';
import { isElsewhere } from '../../model/view/provider-addresses.ts';
import { stsDemand, type StsDemand } from '../../model/view/sts-delivery.ts';
import { wordOn } from '../../model/view/record-word.ts';
import type { FaultDomain } from '../../model/vocabulary.ts';
import { isProviderHost, notIntercepted } from '../controls.ts';
import { sameCertificateElsewhere } from '../certificates-elsewhere.ts';
import { defineRule, type Match, type RivalTest, type Rule } from '../rule.ts';
import type { RuleWorld } from '../rule-world.ts';
import { recordsInvented } from './mail-parts.ts';
import { zoneOperator } from './zone-operator.ts';

export const allMailServers = ({ facts }: RuleWorld): readonly string[] => {
  const servers = namedMailServers(facts);
  return servers.status === 'known' ? servers.hosts : [];
};

const exchangerAnswers = ({ facts }: RuleWorld): readonly DnsObservation[] =>
  wordOn(facts, mailDomain(facts), 'MX').seenIn;

export const exchangerEvidence = (world: RuleWorld): readonly Evidence[] =>
  exchangerAnswers(world).flatMap((each) =>
    pointAtRecords(each, 'answers', each.data.response?.answers.filter(({ type }) => type === 'MX') ?? []),
  );

/** The policy is in force and permits none of the mail servers; one that is permitted takes the mail (RFC 8461 section 5.1). */
function forbiddenServers(world: RuleWorld, { policy }: StsDemand): readonly string[] {
  const hosts = allMailServers(world);
  const isForbidden =
    policy.mode === 'enforce' && hosts.every((each) => !matchesStsPattern(policy.patterns, each));
  return isForbidden ? hosts : [];
}

/** R105: senders that follow the policy deliver to none of the domain's mail servers. */
const contradictsExchangers = defineRule({
  id: 'R105',
  rootCause: 'mail.sts.contradicts_mx',
  match: (world) =>
    world.open('broken-mta-sts').flatMap((finding): readonly Match[] => {
      const demand = stsDemand(world.facts);
      const servers = demand ? forbiddenServers(world, demand) : [];
      if (!demand || servers.length === 0) return [];
      const records = exchangerEvidence(world);
      return [
        {
          subject: finding.subject,
          service: 'mail',
          accused: 'customer_configuration',
          basis: 'own_words',
          values: {
            host: stsHost(finding.subject),
            servers: servers.slice(0, 3).join(', '),
            permitted: demand.policy.patterns.slice(0, 3).join(', '),
          },
          rivals: [
            recordsInvented(world, records),
            {
              faultDomain: 'customer_device',
              control: 'C8',
              excludedBy: notIntercepted(world.facts, demand.page),
              id: 'certificate_replaced_on_the_way',
            },
          ],
          evidence: [...finding.evidence, ...records],
          explains: [finding],
        },
      ];
    }),
});

/** Whoever answered on port 25 proved to be the server that was meant, or another seat is shown the same. */
export function isServerItself({ facts }: RuleWorld, session: ObservationOf<'smtp'>): readonly Evidence[] {
  const { tls } = session.data;
  const isProviders =
    tls?.trust?.bundled.trusted === true &&
    tls.chain[0]?.dnsNames.some((name) => isProviderHost(facts, name)) === true;
  return isAuthenticated(session) || isProviders
    ? [pointAt(session, '/data/tls/trust/bundled/name')]
    : sameCertificateElsewhere(facts, session);
}

interface Keeper {
  readonly accused: FaultDomain;
  readonly rivals: readonly RivalTest[];
  readonly isOpenQuestion?: boolean;
}

/**
 * Who keeps the record: it stands in the zone of the mail server's name. In the customer's own zone somebody typed it, unless the provider
 * runs that zone and the server alike: then its panel may have written the record, and nobody but the provider knows when the key changes.
 */
function keeperOf(world: RuleWorld, { endpoint }: ObservationOf<'smtp'>, host: string): Keeper {
  if (!isWithin(host, mailDomain(world.facts)))
    return { accused: isProviderHost(world.facts, host) ? 'hosting_provider' : 'mail_operator', rivals: [] };
  const zone = zoneOperator(world);
  const isKeptElsewhere = zone.accused === 'dns_operator' && !zone.isOpenQuestion;
  return {
    accused: 'customer_configuration',
    isOpenQuestion: true,
    rivals: [
      {
        faultDomain: 'hosting_provider',
        control: 'C9',
        id: 'provider_keeps_the_record',
        excludedBy: isKeptElsewhere ? zone.rivals.flatMap((each) => each.excludedBy) : [],
        isDeciding: !isElsewhere(world.facts, endpoint.address ?? ''),
      },
    ],
  };
}

/** Where the answer with the mail servers is unsigned, senders need not look at what is announced of them (RFC 7672 section 2.2.1). */
const areSignedExchangers = (world: RuleWorld): boolean =>
  world.facts
    .jobs('dns')
    .some(
      ({ best }) =>
        best.input.name === mailDomain(world.facts) &&
        best.input.type === 'MX' &&
        best.data.response?.flags.ad === true,
    );

const isOtherCertificate = ({ message }: Finding): boolean => message.key.endsWith('.certificate');

function announcementMatch(world: RuleWorld, finding: Finding): readonly Match[] {
  const session = world.behind(finding).find((each): each is ObservationOf<'smtp'> => each.kind === 'smtp');
  if (!session) return [];
  const host = finding.subject;
  const { rivals, ...keeper } = keeperOf(world, session, host);
  const isTrusted = session.data.tls?.trust?.bundled.trusted === true;
  return [
    {
      ...keeper,
      subject: host,
      service: 'mail',
      basis: isTrusted ? 'own_words' : 'one_vantage',
      values: { domain: mailDomain(world.facts), record: `_25._tcp.${host}` },
      rivals: [
        recordsInvented(world, finding.evidence),
        {
          faultDomain: 'internet_path',
          control: 'C5',
          excludedBy: isServerItself(world, session),
          id: 'other_server_on_port_25',
        },
        ...rivals,
      ],
      evidence: [...finding.evidence, ...exchangerEvidence(world)],
      explains: [finding],
    },
  ];
}

/** R106: no mail server of the domain shows the certificate that is announced for it, so senders that look deliver to none. */
const announcedOtherwise = defineRule({
  id: 'R106',
  rootCause: 'mail.dane.mismatch',
  match(world) {
    const findings = world.open('mismatched-tlsa').filter(isOtherCertificate);
    const isEverywhere = allMailServers(world).every((host) =>
      findings.some(({ subject }) => subject === host),
    );
    return isEverywhere && areSignedExchangers(world)
      ? findings.flatMap((finding) => announcementMatch(world, finding))
      : [];
  },
});

export const mailProtectionRules: readonly Rule[] = [contradictsExchangers, announcedOtherwise];
