/** What the rules about certificates share: who has to renew one, and the other explanations that must be out of the way. */
import type { Finding } from '../../model/finding.ts';
import type { Observation } from '../../model/observation.ts';
import type { Certificate, TlsSession } from '../../model/observations/tls.ts';
import { AUTOMATIC_LIFETIME_DAYS, coversName, lifetimeDays } from '../../model/view/certificates.ts';
import { isBehindEdge } from '../../model/view/edges.ts';
import { trueAddresses } from '../../model/view/host-addresses.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { isElsewhere, isProviderAddress } from '../../model/view/provider-addresses.ts';
import { isClosed, portState } from '../../model/view/sessions.ts';
import type { FaultDomain } from '../../model/vocabulary.ts';
import {
  belongsToProvider,
  clockIsRight,
  isProviderHost,
  namesAddress,
  notIntercepted,
} from '../controls.ts';
import type { RivalTest } from '../rule.ts';
import { evidenceOf, type RuleWorld } from '../rule-world.ts';

export interface Shown {
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
export function byCertificate(world: RuleWorld, findings: readonly Finding[]): readonly (readonly Shown[])[] {
  const shown = findings.flatMap((finding) => shownBehind(world, finding) ?? []);
  return [...new Set(shown.map((each) => each.leaf.fingerprint256))].map((print) =>
    shown.filter((each) => each.leaf.fingerprint256 === print),
  );
}

/**
 * Who has to renew or install it: the provider for its own server names and where the pack says that it does so by itself, on its own
 * addresses; the person's own answer decides otherwise. Unknown: the lifetime only tilts the guess, and the rival stays open.
 */
export function keeperOf(world: RuleWorld, shown: Shown): Keeper {
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

interface Keeper {
  readonly accused: FaultDomain;
  readonly rival: RivalTest;
}

const openKeeper = (accused: FaultDomain, rival: FaultDomain): Keeper => ({
  accused,
  rival: { faultDomain: rival, control: 'C9', id: 'who_keeps_the_certificate', excludedBy: [] },
});

/**
 * R55: who should have renewed it in time. A network in front of the site (CDN) keeps the certificates that it shows, unless the customer
 * uploaded one there. One that runs longer than automatic ones do was bought by somebody, also at a provider that renews by itself.
 */
export function renewerOf(world: RuleWorld, shown: Shown): Keeper {
  const { name, address = '' } = shown.observation.endpoint;
  const isAnswered = world.facts.request.facts['certificate.bought_from'] !== undefined;
  const isOwn = isProviderAddress(world.facts, address);
  if (!isAnswered && !isOwn && isBehindEdge(world.facts, address))
    return openKeeper('cdn_operator', 'customer_configuration');
  const isLong = lifetimeDays(shown.leaf) > AUTOMATIC_LIFETIME_DAYS;
  if (!isAnswered && isOwn && isLong && !isProviderHost(world.facts, name))
    return openKeeper('customer_configuration', 'hosting_provider');
  return keeperOf(world, shown);
}

const isOnForeignServer = (world: RuleWorld, shown: Shown): boolean =>
  isElsewhere(world.facts, shown.observation.endpoint.address ?? '');

/**
 * R59: where the path of the proof could not be looked at, something of the site's own may close it. A port has few places for questions:
 * the answer under one name of the certificate speaks for its other names.
 */
const challengeRival = (world: RuleWorld, shown: Shown): readonly RivalTest[] => {
  const looked = world.findings.filter(
    ({ check, subject }) => check === 'blocked-challenge-path' && coversName(shown.leaf, subject),
  );
  if (looked.length === 0) return [];
  const passed = looked.filter(({ outcome }) => outcome === 'passed');
  const isBlocked = looked.some(({ outcome }) => outcome === 'failed');
  return [
    {
      faultDomain: 'customer_configuration',
      control: 'C3',
      excludedBy: isBlocked ? [] : evidenceOf(passed).slice(0, 2),
      id: 'challenge_path_unseen',
    },
  ];
};

/** R56, R57: an automatic renewal fails when one of the host's addresses leads to another machine. */
export function renewalRivals(world: RuleWorld, shown: Shown): readonly RivalTest[] {
  const addresses = trueAddresses(world.facts, shown.observation.endpoint.name ?? '');
  // authorities turn to another address where no connection stands: a dead one hinders nobody (R57)
  const isMisleading = (address: string): boolean =>
    isElsewhere(world.facts, address) && !isClosed(portState(world.facts, address, 80));
  if (isOnForeignServer(world, shown)) return [];
  const unseen = challengeRival(world, shown);
  if (!addresses.some(isMisleading)) return unseen;
  return [
    ...unseen,
    {
      faultDomain: 'customer_configuration',
      control: 'C6',
      excludedBy: [],
      id: 'another_address_leads_elsewhere',
    },
  ];
}

/** R61: the right server shows another certificate when the site was lost there, and when it was never set up in the panel. */
export const setUpRivals = (world: RuleWorld, shown: Shown): readonly RivalTest[] =>
  isOnForeignServer(world, shown)
    ? []
    : [{ faultDomain: 'customer_configuration', control: 'C9', excludedBy: [], id: 'site_never_added' }];

export const interceptionRival = (world: RuleWorld, shown: Shown): RivalTest => ({
  faultDomain: 'customer_device',
  control: 'C8',
  excludedBy: notIntercepted(world.facts, shown.observation),
  id: 'certificate_replaced_on_the_way',
});

export const clockRival = (world: RuleWorld): RivalTest => ({
  faultDomain: 'customer_device',
  control: 'C7',
  excludedBy: clockIsRight(world.facts),
  id: 'own_clock',
});

export const addressRival = (world: RuleWorld, shown: Shown): RivalTest => {
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

export const namesOf = (leaf: Certificate): string =>
  [...leaf.dnsNames, ...leaf.ipAddresses].slice(0, 6).join(', ') || '—';

export const serviceOf = (observation: Observation) =>
  observation.kind === 'ftp'
    ? 'ftp'
    : observation.kind === 'smtp' || observation.kind === 'imap' || observation.kind === 'pop3'
      ? 'mail'
      : 'web';
