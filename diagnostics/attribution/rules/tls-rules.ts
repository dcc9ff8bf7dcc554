/** Rules about certificates: what the server itself showed, once the clock, interception and the address are out of doubt. */
import type { Evidence } from '../../model/message.ts';
import type { RootCauseId } from '../../model/root-causes.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { allSessions } from '../../model/view/sessions.ts';
import { sameCertificateElsewhere } from '../certificates-elsewhere.ts';
import { defineRule, type Match, type RivalTest, type Rule } from '../rule.ts';
import { endpointsInShort, evidenceOf, type RuleWorld } from '../rule-world.ts';
import {
  addressRival,
  byCertificate,
  clockRival,
  interceptionRival,
  keeperOf,
  namesOf,
  renewalRivals,
  renewerOf,
  serviceOf,
  setUpRivals,
  type Shown,
} from './certificate-parts.ts';
import { differingDeployment } from './deployment-rules.ts';
import { demandValues, undeliveredBecause } from './mail-certificate-rule.ts';
import { outdatedDevice } from './device-rules.ts';
import { renewalRules } from './renewal-rules.ts';
import { signaturesHinder } from './renewal-signature-rule.ts';

interface CertificateRule {
  readonly id: string;
  readonly rootCause: RootCauseId;
  readonly checks: readonly string[];
  readonly rivals: (world: RuleWorld, shown: Shown) => readonly RivalTest[];
  readonly isOpenQuestion?: boolean;
  /** Leaves certificates to R96 and to interception that no public root vouches for. */
  readonly onlyTrusted?: boolean;
  /** Who should have seen to it, where that differs from who keeps the certificate. */
  readonly keeper?: typeof keeperOf;
}

/** The certificate is the server's own statement; what differs from rule to rule is which other explanations must be out of the way. */
const certificateRule = ({
  id,
  rootCause,
  checks,
  rivals,
  isOpenQuestion,
  keeper: keeperFor = keeperOf,
  onlyTrusted = false,
}: CertificateRule): Rule =>
  defineRule({
    id,
    rootCause,
    match: (world) =>
      byCertificate(world, world.open(...checks)).flatMap((group): readonly Match[] => {
        const first = group[0]!;
        // where nobody looks at it, it keeps nobody from anything
        if (group.every((each) => each.finding.level === 'note')) return [];
        if (onlyTrusted && first.session.trust?.bundled.trusted !== true) return [];
        const keeper = keeperFor(world, first);
        const undelivered = undeliveredBecause(world, group);
        return [
          {
            subject: endpointsInShort(group.map((each) => each.observation)),
            service: serviceOf(first.observation),
            accused: keeper.accused,
            // what no public root vouches for may have been put there on the way, by a filter that takes this site alone
            basis: first.session.trust?.bundled.trusted === true ? 'own_words' : 'one_vantage',
            values: {
              host: first.observation.endpoint.name ?? first.observation.endpoint.address ?? '',
              names: namesOf(first.leaf),
              commonName: first.leaf.commonName ?? '—',
              issuer: first.leaf.issuer,
              notAfter: first.leaf.notAfter,
              notBefore: first.leaf.notBefore,
              ...demandValues(undelivered),
            },
            rivals: [...rivals(world, first), keeper.rival],
            evidence: evidenceOf(group.map((each) => each.finding)),
            explains: [...group.map((each) => each.finding), ...undelivered],
            ...(isOpenQuestion === undefined ? {} : { isOpenQuestion }),
          },
        ];
      }),
  });

const seen = (world: RuleWorld, shown: Shown): readonly RivalTest[] => [interceptionRival(world, shown)];

/** The authority that the chain lacks was seen under a public root at another server: it is no filter's own. */
function issuerSeenElsewhere(world: RuleWorld, shown: Shown): readonly Evidence[] {
  const missing = shown.session.trust?.bundled.name;
  return allSessions(world.facts)
    .filter((each) => each.session.trust?.bundled.trusted === true)
    .flatMap(({ observation, session }) => {
      const index = session.chain.findIndex((each, position) => position > 0 && each.subject === missing);
      return index > 0 ? [pointAt(observation, `/data/tls/chain/${index}/subject`)] : [];
    })
    .slice(0, 1);
}

/** A filter that takes this site alone shows a certificate of its own making, and unrelated sites stay clean. */
const filterRival = (world: RuleWorld, shown: Shown, otherwise: readonly Evidence[]): RivalTest => ({
  faultDomain: 'customer_network',
  control: 'C5',
  excludedBy: [...otherwise, ...sameCertificateElsewhere(world.facts, shown.observation)],
  id: 'filter_for_this_site',
});

/** R55 */
const expired = certificateRule({
  id: 'R55',
  rootCause: 'tls.certificate.expired',
  checks: ['expired-certificate'],
  rivals: (world, shown) => [clockRival(world), ...seen(world, shown), ...renewalRivals(world, shown)],
  keeper: renewerOf,
});

const notYetValid = certificateRule({
  id: 'R55',
  rootCause: 'tls.certificate.not_yet_valid',
  checks: ['not-yet-valid-certificate'],
  rivals: (world, shown) => [clockRival(world), ...seen(world, shown)],
});

/** R62: the sibling name (www or the bare domain) is covered, this one is not. */
const nameUncovered = certificateRule({
  id: 'R62',
  rootCause: 'tls.certificate.name_uncovered',
  checks: ['uncovered-sibling-name'],
  rivals: (world, shown) => [addressRival(world, shown), ...seen(world, shown)],
});

/** R61: the server shows another name's certificate: the site is not set up there, or the name leads to the wrong server. */
const nameMismatch = certificateRule({
  id: 'R61',
  rootCause: 'tls.certificate.name_mismatch',
  checks: ['certificate-name-mismatch'],
  rivals: (world, shown) => [addressRival(world, shown), ...seen(world, shown), ...setUpRivals(world, shown)],
});

/** R64 */
const chainIncomplete = certificateRule({
  id: 'R64',
  rootCause: 'tls.chain.incomplete',
  checks: ['incomplete-certificate-chain'],
  rivals: (world, shown) => [
    ...seen(world, shown),
    filterRival(world, shown, issuerSeenElsewhere(world, shown)),
  ],
});

const untrusted = certificateRule({
  id: 'R96',
  rootCause: 'tls.certificate.untrusted',
  checks: ['untrusted-certificate', 'self-signed-certificate'],
  rivals: (world, shown) => [...seen(world, shown), filterRival(world, shown, [])],
});

/** R69: it still works, and whoever renews it is late. */
const renewalDue = certificateRule({
  id: 'R69',
  rootCause: 'tls.certificate.renewal_due',
  checks: ['soon-expiring-certificate'],
  rivals: (world, shown) => [clockRival(world), ...seen(world, shown)],
  keeper: renewerOf,
  onlyTrusted: true,
});

/** R69: longer than public authorities may issue at its date; programs that keep the limit refuse it. */
const overlong = certificateRule({
  id: 'R69',
  rootCause: 'tls.certificate.overlong',
  checks: ['overlong-certificate-lifetime'],
  rivals: (world, shown) => [
    ...seen(world, shown),
    { faultDomain: 'certificate_authority', control: 'C8', excludedBy: [], id: 'issued_against_the_rules' },
  ],
  keeper: renewerOf,
  onlyTrusted: true,
});

/** R64: an intermediate that was never replaced; like one that is missing, it comes with the installation. */
const chainExpired = certificateRule({
  id: 'R64',
  rootCause: 'tls.chain.expired',
  checks: ['expired-intermediate-certificate'],
  rivals: (world, shown) => [clockRival(world), ...seen(world, shown)],
});

/** R96: some programs ask and refuse, others do not. */
const revoked = certificateRule({
  id: 'R96',
  rootCause: 'tls.certificate.revoked',
  checks: ['revoked-certificate'],
  rivals: seen,
});

/** R96: keys and signatures that programs of today do not accept, whoever signed them. */
const tooWeak = certificateRule({
  id: 'R96',
  rootCause: 'tls.certificate.too_weak',
  checks: ['weak-certificate-key', 'weak-certificate-signature'],
  rivals: seen,
  onlyTrusted: true,
});

/** In the order of what a program sees first; what an earlier rule has named, later ones do not say again. */
export const tlsRules: readonly Rule[] = [
  signaturesHinder,
  ...renewalRules,
  differingDeployment,
  expired,
  notYetValid,
  nameUncovered,
  nameMismatch,
  chainIncomplete,
  untrusted,
  revoked,
  chainExpired,
  tooWeak,
  renewalDue,
  overlong,
  outdatedDevice,
];
