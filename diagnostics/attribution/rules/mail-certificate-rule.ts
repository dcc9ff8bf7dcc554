/**
 * What a mail server's certificate does to mail where the domain demands a valid one (MTA-STS in force). One that is wrong for everybody is
 * named by the rules about certificates, with this as its consequence; a name that nobody else looks at is named here.
 */
import type { Evidence } from '../../model/message.ts';
import type { Finding } from '../../model/finding.ts';
import type { ObservationOf } from '../../model/observation.ts';
import { isWithin } from '../../model/view/dns-answers.ts';
import { mailDomain } from '../../model/view/hosts.ts';
import { stsHost } from '../../model/view/mail-health.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { isElsewhere } from '../../model/view/provider-addresses.ts';
import { allSessions } from '../../model/view/sessions.ts';
import { isShutToStsSenders, stsDemand, type StsDemand } from '../../model/view/sts-delivery.ts';
import { isProviderHost, namesAddress } from '../controls.ts';
import { defineRule, type Match, type RivalTest } from '../rule.ts';
import type { RuleWorld } from '../rule-world.ts';
import { namesOf, type Shown } from './certificate-parts.ts';
import { recordsInvented } from './mail-parts.ts';
import { allMailServers, exchangerEvidence, isServerItself } from './mail-protection-rules.ts';

const check = 'unfit-mail-server-certificate';

const leafOf = (session: ObservationOf<'smtp'>): string | undefined =>
  session.data.tls?.chain[0]?.fingerprint256;

const sessionBehind = (world: RuleWorld, finding: Finding): ObservationOf<'smtp'> | undefined =>
  world.behind(finding).find((each): each is ObservationOf<'smtp'> => each.kind === 'smtp');

/** The demand that this very certificate does not meet. */
export function undeliveredBecause(world: RuleWorld, group: readonly Shown[]): readonly Finding[] {
  const prints = new Set(group.map(({ leaf }) => leaf.fingerprint256));
  return world.open(check).filter((finding) => {
    const session = sessionBehind(world, finding);
    return session !== undefined && prints.has(leafOf(session) ?? '');
  });
}

/** For the sentence on what it does to mail; a rule that is only tried keeps no mail away. */
export function demandValues(undelivered: readonly Finding[]): NonNullable<Match['values']> {
  const values = undelivered.find(({ message }) => message.values['mode'] === 'enforce')?.message.values;
  return { undelivered: values ? 'yes' : 'no', demanding: String(values?.['domain'] ?? '') };
}

/** Other ports of the same address show the same certificate, so nobody answers on port 25 alone in the server's place. */
const sameOnOtherPorts = ({ facts }: RuleWorld, session: ObservationOf<'smtp'>): readonly Evidence[] =>
  allSessions(facts)
    .filter(
      ({ observation, session: other }) =>
        observation.control === undefined &&
        observation.endpoint.address === session.endpoint.address &&
        observation.endpoint.port !== session.endpoint.port &&
        other.chain[0]?.fingerprint256 === leafOf(session),
    )
    .slice(0, 2)
    .map(({ observation }) => pointAt(observation, '/data/tls/chain/0/fingerprint256'));

/** A name in the customer's own domain: it was chosen by somebody, and whoever runs the server may have promised a certificate for it. */
function keeperOf(
  world: RuleWorld,
  { endpoint }: ObservationOf<'smtp'>,
  host: string,
): Pick<Match, 'accused' | 'isOpenQuestion' | 'rivals'> {
  if (!isWithin(host, mailDomain(world.facts)))
    return { accused: isProviderHost(world.facts, host) ? 'hosting_provider' : 'mail_operator', rivals: [] };
  const isForeign = isElsewhere(world.facts, endpoint.address ?? '');
  const promised: RivalTest = {
    faultDomain: isForeign ? 'mail_operator' : 'hosting_provider',
    control: 'C9',
    id: 'certificate_was_promised',
    excludedBy: [],
  };
  return { accused: 'customer_configuration', isOpenQuestion: true, rivals: [promised] };
}

function matchOf(world: RuleWorld, demand: StsDemand, finding: Finding): readonly Match[] {
  const session = sessionBehind(world, finding);
  const leaf = session?.data.tls?.chain[0];
  if (!session || !leaf) return [];
  const host = finding.subject;
  const records = exchangerEvidence(world);
  const { rivals, ...keeper } = keeperOf(world, session, host);
  const sameNote = world
    .open('certificate-name-mismatch')
    .filter((each) =>
      world.behind(each).some(({ endpoint }) => endpoint.name === host && endpoint.port === 25),
    );
  return [
    {
      ...keeper,
      subject: host,
      service: 'mail',
      basis: 'own_words',
      values: {
        domain: mailDomain(world.facts),
        rule: stsHost(mailDomain(world.facts)),
        names: namesOf(leaf),
      },
      rivals: [
        recordsInvented(world, records),
        {
          faultDomain: 'internet_path',
          control: 'C5',
          excludedBy: [...isServerItself(world, session), ...sameOnOtherPorts(world, session)],
          id: 'other_server_on_port_25',
        },
        {
          faultDomain: 'customer_configuration',
          control: 'C6',
          excludedBy: namesAddress(world.facts, host, session.endpoint.address ?? ''),
          id: 'wrong_address',
        },
        ...rivals,
      ],
      evidence: [...finding.evidence, pointAt(demand.page, '/data/bodyStart', '/input/url'), ...records],
      explains: [finding, ...sameNote],
    },
  ];
}

/** R108: no mail server is left to senders that keep to the rule, and this one has a certificate for other names. */
export const certificateForOthers = defineRule({
  id: 'R108',
  rootCause: 'mail.sts.certificate_name',
  match(world) {
    const demand = stsDemand(world.facts);
    const isInForce = demand?.policy.mode === 'enforce';
    if (!isInForce || !allMailServers(world).every((host) => isShutToStsSenders(world.facts, demand, host)))
      return [];
    return world
      .open(check)
      .filter(({ message }) => message.key.endsWith('.name'))
      .flatMap((finding) => matchOf(world, demand, finding));
  },
});
