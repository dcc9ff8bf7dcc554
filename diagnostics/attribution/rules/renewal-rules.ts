/** Why an automatic certificate was not renewed: what in DNS or on the way hinders every authority from proving the name (R56 to R59). */
import type { Finding } from '../../model/finding.ts';
import type { RootCauseId } from '../../model/root-causes.ts';
import { caaVerdict, relevantCaa } from '../../model/view/caa.ts';
import { issuedBy, renewingAuthorities } from '../../model/view/certificate-authorities.ts';
import { renewalTroubles, type RenewalTrouble } from '../../model/view/renewal.ts';
import { isProviderAddress, providerAddressesKnown } from '../../model/view/provider-addresses.ts';
import { namesAddress, plainWebControls } from '../controls.ts';
import { seenFromElsewhere } from '../elsewhere.ts';
import { defineRule, type Match, type RivalTest, type Rule } from '../rule.ts';
import { evidenceOf, type RuleWorld } from '../rule-world.ts';
import { oneForTwins } from '../twins.ts';
import { clockRival, interceptionRival, keeperOf, setUpRivals, type Shown } from './certificate-parts.ts';
import { zoneOperator } from './zone-operator.ts';

/** What a certificate that was not renewed, or never made, looks like. */
const symptoms = [
  'expired-certificate',
  'soon-expiring-certificate',
  'certificate-name-mismatch',
  'uncovered-sibling-name',
  'self-signed-certificate',
] as const;

interface Obstacle {
  readonly world: RuleWorld;
  readonly finding: Finding;
  readonly trouble: RenewalTrouble;
}

type Part = Pick<Match, 'accused' | 'rivals'> & Partial<Match>;

const shownIn = ({ finding, trouble }: Obstacle): Shown => ({
  finding,
  observation: trouble.seen.observation,
  session: trouble.seen.session,
  leaf: trouble.leaf,
});

/** Findings about the troubled certificate, wherever it was shown. */
function explainedBy({ world, trouble }: Obstacle): readonly Finding[] {
  return world
    .open(...symptoms)
    .filter((each) =>
      world
        .behind(each)
        .some(
          (seen) =>
            'tls' in seen.data && seen.data.tls?.chain[0]?.fingerprint256 === trouble.leaf.fingerprint256,
        ),
    );
}

/** Rivals of every obstacle: a clock that makes the trouble, somebody who shows another certificate, and nobody renewing it at all. */
function commonRivals(obstacle: Obstacle): readonly RivalTest[] {
  const { world, trouble } = obstacle;
  const shown = shownIn(obstacle);
  return [
    ...(trouble.kind === 'missing' ? setUpRivals(world, shown) : [clockRival(world)]),
    interceptionRival(world, shown),
    keeperOf(world, shown).rival,
  ];
}

/** A proof over DNS asks for no web server at all. Only who runs the zone can give it. */
function otherProofRival(world: RuleWorld): RivalTest {
  const zone = zoneOperator(world);
  const isForeign = zone.accused === 'dns_operator' && !zone.isOpenQuestion;
  return {
    faultDomain: 'hosting_provider',
    control: 'C9',
    id: 'name_proven_over_dns',
    excludedBy: isForeign ? (zone.rivals[0]?.excludedBy ?? []) : [],
  };
}

/** A rival that nothing seen from here excludes. */
const stillOpen = (rival: Pick<RivalTest, 'id' | 'control' | 'faultDomain'>): RivalTest => ({
  ...rival,
  excludedBy: [],
});

interface RenewalRule {
  readonly id: string;
  readonly rootCause: RootCauseId;
  readonly check: string;
  /** Null where a control shows that it is no obstacle. */
  readonly judge: (obstacle: Obstacle) => Part | null;
}

export const renewalRule = ({ id, rootCause, check, judge }: RenewalRule): Rule =>
  defineRule({
    id,
    rootCause,
    match: (world) =>
      oneForTwins(
        world.open(check).flatMap((finding): readonly Match[] => {
          const trouble = renewalTroubles(world.facts).find((each) => each.host === finding.subject);
          if (!trouble) return [];
          const obstacle = { world, finding, trouble };
          const explained = explainedBy(obstacle);
          const judged = judge(obstacle);
          if (!judged) return [];
          const { rivals, explains = [], ...part } = judged;
          return [
            {
              subject: trouble.host,
              service: 'web',
              basis: trouble.seen.session.trust?.bundled.trusted === true ? 'own_words' : 'one_vantage',
              evidence: [...finding.evidence, ...evidenceOf(explained)].slice(0, 12),
              values: finding.message.values,
              ...part,
              rivals: [...commonRivals(obstacle), ...rivals],
              explains: [finding, ...new Set([...explained, ...explains])],
            },
          ];
        }),
      ),
  });

/** What of the pack's list of authorities is in doubt: there is none, or the records let the authority issue that issued the last one. */
function authorityRivals({ world, trouble, finding }: Obstacle): readonly RivalTest[] {
  const { source } = renewingAuthorities(world.facts, trouble.leaf);
  const name = String(finding.message.values['name'] ?? trouble.host);
  const caa = relevantCaa(world.facts, name);
  const last = issuedBy(trouble.leaf);
  const mayIssue =
    caa.status === 'found' && last.length > 0 && caaVerdict(caa.records, last, name) === 'allowed';
  return source === 'issuer' || mayIssue
    ? [stillOpen({ id: 'which_authority_renews', control: 'C9', faultDomain: 'hosting_provider' })]
    : [];
}

/** R58 */
const caaForbids = renewalRule({
  id: 'R58',
  rootCause: 'tls.renewal.caa_forbids',
  check: 'forbidding-caa',
  judge(obstacle) {
    const isLimited = /\.(account|method)$/.test(obstacle.finding.message.key);
    return {
      accused: 'customer_configuration',
      rivals: [
        ...authorityRivals(obstacle),
        ...(isLimited
          ? [stillOpen({ id: 'limit_fits_the_provider', control: 'C9', faultDomain: 'hosting_provider' })]
          : []),
      ],
      ...(isLimited && { variant: 'limited' }),
    };
  },
});

/** R57: the machine at that address shows certificates of its own and has other ports closed, which are its consequence too. */
const foreignIpv6 = renewalRule({
  id: 'R57',
  rootCause: 'tls.renewal.foreign_ipv6',
  check: 'foreign-ipv6-address',
  judge({ world, finding, trouble }) {
    const address = String(finding.message.values['address']);
    const isKnown = providerAddressesKnown(world.facts, 6);
    const shownThere = world
      .open(...symptoms, 'untrusted-certificate', 'incomplete-certificate-chain', 'closed-ipv6-port')
      .filter((each) => world.behind(each).some(({ endpoint }) => endpoint.address === address));
    return {
      accused: 'customer_configuration',
      rivals: [
        {
          faultDomain: 'dns_operator',
          control: 'C6',
          id: 'wrong_address',
          excludedBy: namesAddress(world.facts, trouble.host, address),
        },
        otherProofRival(world),
        ...(isKnown
          ? []
          : [stillOpen({ id: 'whose_address', control: 'C9', faultDomain: 'hosting_provider' })]),
      ],
      explains: shownThere,
    };
  },
});

/** R56 */
const nameElsewhere = renewalRule({
  id: 'R56',
  rootCause: 'tls.renewal.name_elsewhere',
  check: 'covered-name-elsewhere',
  judge({ world, finding }) {
    const name = String(finding.message.values['name']);
    const shownThere = world
      .open('certificate-name-mismatch', 'uncovered-sibling-name')
      .filter((each) =>
        world
          .behind(each)
          .some(
            ({ endpoint }) =>
              endpoint.name === name && !isProviderAddress(world.facts, endpoint.address ?? ''),
          ),
      );
    return {
      accused: 'customer_configuration',
      rivals: [
        stillOpen({ id: 'name_left_out', control: 'C9', faultDomain: 'hosting_provider' }),
        otherProofRival(world),
      ],
      explains: shownThere,
    };
  },
});

const portRival = (world: RuleWorld): RivalTest => ({
  faultDomain: 'access_provider',
  control: 'C1',
  id: 'port_blocked_on_the_way',
  excludedBy: plainWebControls(world.facts, true),
});

/** A port that is closed towards everybody from here, or open towards another place, says nothing of what an authority meets. */
function closedPort(world: RuleWorld, finding: Finding): Part | null {
  const address = String(finding.message.values['address']);
  const elsewhere = seenFromElsewhere(world, [{ address, port: 80, finding }]);
  if (plainWebControls(world.facts, false).length > 0 || elsewhere.works.length > 0) return null;
  const onlyHere: RivalTest = {
    id: 'only_from_here',
    control: 'C5',
    faultDomain: 'internet_path',
    excludedBy: elsewhere.fails,
  };
  return {
    accused: 'hosting_provider',
    basis: 'one_vantage',
    rivals: [portRival(world), onlyHere, otherProofRival(world)],
    variant: 'closed',
    explains: world.open('unreachable-web-port').filter((each) => each.subject.endsWith(':80')),
  };
}

/** R59: who closed the path is seldom to be seen from outside; a closed port of a shared server is not in the customer's hands. */
const challengeBlocked = renewalRule({
  id: 'R59',
  rootCause: 'tls.renewal.challenge_blocked',
  check: 'blocked-challenge-path',
  judge({ world, finding }) {
    const only = [
      stillOpen({ id: 'only_from_here', control: 'C5', faultDomain: 'internet_path' }),
      otherProofRival(world),
    ];
    const status = Number(finding.message.values['status']);
    if (finding.message.key.endsWith('.closed')) return closedPort(world, finding);
    if (finding.message.key.endsWith('.login'))
      return {
        accused: 'customer_configuration',
        rivals: [
          stillOpen({ id: 'real_token_is_served', control: 'C5', faultDomain: 'hosting_provider' }),
          ...only,
        ],
        variant: 'login',
      };
    return {
      accused: 'customer_configuration',
      rivals: [
        ...(status === 401
          ? []
          : [stillOpen({ id: 'firewall_of_the_server', control: 'C4', faultDomain: 'hosting_provider' })]),
        ...only,
      ],
      variant: 'refused',
      ...(status !== 401 && { isOpenQuestion: true }),
    };
  },
});

/** The plainest obstacle first: it takes the findings of the certificate with it, further ones are told beside it. */
export const renewalRules: readonly Rule[] = [caaForbids, foreignIpv6, nameElsewhere, challengeBlocked];
