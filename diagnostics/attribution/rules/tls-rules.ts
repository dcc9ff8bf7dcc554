/** Rules about certificates: what the server itself showed, once the clock, interception and the address are out of doubt. */
import type { Finding } from '../../model/finding.ts';
import type { Evidence } from '../../model/message.ts';
import type { Observation } from '../../model/observation.ts';
import type { RootCauseId } from '../../model/root-causes.ts';
import type { FaultDomain } from '../../model/vocabulary.ts';
import type { Certificate, TlsSession } from '../../model/observations/tls.ts';
import {
  belongsToProvider,
  clockIsRight,
  isProviderHost,
  namesAddress,
  notIntercepted,
  isElsewhere,
} from '../controls.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { allSessions } from '../../model/view/sessions.ts';
import { trueAddresses } from '../../model/view/host-addresses.ts';
import { defineRule, type Match, type RivalTest, type Rule } from '../rule.ts';
import { endpointsInShort, evidenceOf, type RuleWorld } from '../rule-world.ts';

interface Shown {
  readonly finding: Finding;
  readonly observation: Observation;
  readonly session: TlsSession;
  readonly leaf: Certificate;
}

function shownBehind(world: RuleWorld, finding: Finding): Shown | undefined {
  for (const observation of world.behind(finding)) {
    const session = 'tls' in observation.data ? observation.data.tls : undefined;
    const leaf = session?.chain[0];
    if (session && leaf) return { finding, observation, session, leaf };
  }
  return undefined;
}

/** One certificate shown on several ports is one problem. */
function byCertificate(world: RuleWorld, findings: readonly Finding[]): readonly (readonly Shown[])[] {
  const shown = findings.flatMap((finding) => shownBehind(world, finding) ?? []);
  return [...new Set(shown.map((each) => each.leaf.fingerprint256))].map((print) =>
    shown.filter((each) => each.leaf.fingerprint256 === print),
  );
}

/** Certificates of at most this lifetime come from automatic issuance as a rule. */
const AUTOMATIC_LIFETIME_DAYS = 100;
const lifetimeDays = (leaf: Certificate): number =>
  (Date.parse(leaf.notAfter) - Date.parse(leaf.notBefore)) / 86_400_000;

/**
 * Who has to renew or install it: the provider for its own server names and where the pack says that it does so by itself, on its own
 * addresses; the person's own answer decides otherwise. Unknown: the lifetime only tilts the guess, and the rival stays open.
 */
function keeperOf(
  world: RuleWorld,
  shown: Shown,
): { readonly accused: FaultDomain; readonly rival: RivalTest } {
  const { name, address } = shown.observation.endpoint;
  const isOwnServer = belongsToProvider(world.facts, address ?? '').length > 0;
  const isForeign = isElsewhere(world.facts, address ?? '');
  const answer = world.facts.request.facts['certificate.bought_from'];
  const isAutomatic =
    isOwnServer &&
    (isProviderHost(world.facts, name) ||
      (world.facts.provider?.renewsCertificates === true && answer !== 'other'));
  const isSettled = isAutomatic || answer === 'other' || (answer === 'provider' && isOwnServer);
  const isProviders =
    isAutomatic ||
    (answer === 'provider' && !isForeign) ||
    (!isSettled && !isForeign && lifetimeDays(shown.leaf) <= AUTOMATIC_LIFETIME_DAYS);
  const accused: FaultDomain = isProviders ? 'hosting_provider' : 'customer_configuration';
  const rival: RivalTest = {
    faultDomain: isProviders ? 'customer_configuration' : 'hosting_provider',
    control: 'C9',
    id: 'who_keeps_the_certificate',
    excludedBy: isSettled
      ? [pointAt(shown.observation, isOwnServer ? '/endpoint/address' : '/endpoint/name')]
      : [],
  };
  return { accused, rival };
}

const isOnForeignServer = (world: RuleWorld, shown: Shown): boolean =>
  isElsewhere(world.facts, shown.observation.endpoint.address ?? '');

/** R56, R57: an automatic renewal fails when one of the host's addresses leads to another machine. */
function renewalRivals(world: RuleWorld, shown: Shown): readonly RivalTest[] {
  const addresses = trueAddresses(world.facts, shown.observation.endpoint.name ?? '');
  if (isOnForeignServer(world, shown) || !addresses.some((address) => isElsewhere(world.facts, address)))
    return [];
  return [
    {
      faultDomain: 'customer_configuration',
      control: 'C6',
      excludedBy: [],
      id: 'another_address_leads_elsewhere',
    },
  ];
}

/** R61: the right server shows another certificate when the site was lost there, and when it was never set up in the panel. */
const setUpRivals = (world: RuleWorld, shown: Shown): readonly RivalTest[] =>
  isOnForeignServer(world, shown)
    ? []
    : [{ faultDomain: 'customer_configuration', control: 'C9', excludedBy: [], id: 'site_never_added' }];

const interceptionRival = (world: RuleWorld, shown: Shown): RivalTest => ({
  faultDomain: 'customer_device',
  control: 'C8',
  excludedBy: notIntercepted(world.facts, shown.observation),
  id: 'certificate_replaced_on_the_way',
});

const clockRival = (world: RuleWorld): RivalTest => ({
  faultDomain: 'customer_device',
  control: 'C7',
  excludedBy: clockIsRight(world.facts),
  id: 'own_clock',
});

const addressRival = (world: RuleWorld, shown: Shown): RivalTest => {
  const { name, address } = shown.observation.endpoint;
  const isLiteral = name === undefined || name === address;
  return {
    faultDomain: 'customer_configuration',
    control: 'C6',
    id: 'wrong_address',
    excludedBy: isLiteral
      ? [pointAt(shown.observation, '/endpoint/address')]
      : namesAddress(world.facts, name, address ?? ''),
  };
};

const namesOf = (leaf: Certificate): string =>
  [...leaf.dnsNames, ...leaf.ipAddresses].slice(0, 6).join(', ') || '—';

interface CertificateRule {
  readonly id: string;
  readonly rootCause: RootCauseId;
  readonly checks: readonly string[];
  readonly rivals: (world: RuleWorld, shown: Shown) => readonly RivalTest[];
  readonly isOpenQuestion?: boolean;
}

/** The certificate is the server's own statement; what differs from rule to rule is which other explanations must be out of the way. */
const certificateRule = ({ id, rootCause, checks, rivals, isOpenQuestion }: CertificateRule): Rule =>
  defineRule({
    id,
    rootCause,
    match: (world) =>
      byCertificate(world, world.open(...checks)).map((group): Match => {
        const first = group[0]!;
        const keeper = keeperOf(world, first);
        return {
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
          },
          rivals: [...rivals(world, first), keeper.rival],
          evidence: evidenceOf(group.map((each) => each.finding)),
          explains: group.map((each) => each.finding),
          ...(isOpenQuestion === undefined ? {} : { isOpenQuestion }),
        };
      }),
  });

const serviceOf = (observation: Observation) =>
  observation.kind === 'ftp'
    ? 'ftp'
    : observation.kind === 'smtp' || observation.kind === 'imap' || observation.kind === 'pop3'
      ? 'mail'
      : 'web';

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
const filterRival = (excludedBy: readonly Evidence[]): RivalTest => ({
  faultDomain: 'customer_network',
  control: 'C5',
  excludedBy,
  id: 'filter_for_this_site',
});

/** R55 */
const expired = certificateRule({
  id: 'R55',
  rootCause: 'tls.certificate.expired',
  checks: ['expired-certificate'],
  rivals: (world, shown) => [clockRival(world), ...seen(world, shown), ...renewalRivals(world, shown)],
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
  rivals: (world, shown) => [...seen(world, shown), filterRival(issuerSeenElsewhere(world, shown))],
});

const untrusted = certificateRule({
  id: 'R96',
  rootCause: 'tls.certificate.untrusted',
  checks: ['untrusted-certificate', 'self-signed-certificate'],
  rivals: (world, shown) => [...seen(world, shown), filterRival([])],
});

/** Findings that say the same once more about a certificate that a rule has already named. */
export const tlsRules: readonly Rule[] = [
  expired,
  notYetValid,
  nameUncovered,
  nameMismatch,
  chainIncomplete,
  untrusted,
];
