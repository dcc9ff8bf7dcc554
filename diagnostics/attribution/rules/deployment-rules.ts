/** One name, several addresses or ports, and not the same certificate at each: normal behind a balancer, a fault where one of them is bad. */
import type { Finding } from '../../model/finding.ts';
import type { Observation } from '../../model/observation.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { isElsewhere, isProviderAddress } from '../../model/view/provider-addresses.ts';
import { sessionsWithCertificates, type SeenSession } from '../../model/view/sessions.ts';
import { namesAddress } from '../controls.ts';
import { defineRule, type Match, type RivalTest } from '../rule.ts';
import { endpointsInShort, evidenceOf, groupBy, type RuleWorld } from '../rule-world.ts';
import { interceptionRival, keeperOf, namesOf, serviceOf, type Shown } from './certificate-parts.ts';

/** What makes a certificate bad at one address; the last only where the same program serves the name at several addresses. */
const ended = ['expired-certificate', 'not-yet-valid-certificate'] as const;
const bad = [
  ...ended,
  'certificate-name-mismatch',
  'uncovered-sibling-name',
  'self-signed-certificate',
  'untrusted-certificate',
  'incomplete-certificate-chain',
] as const;

interface Pair {
  readonly shown: Shown;
  readonly good: SeenSession;
  readonly findings: readonly Finding[];
}

const isAbout = (world: RuleWorld, finding: Finding, { observation }: SeenSession): boolean =>
  world.behind(finding).some((each) => each.id === observation.id);

/** A sound session of the same name: at another address of the port, or, for one that was not replaced in time, at another port. */
function soundTwin(world: RuleWorld, session: SeenSession, findings: readonly Finding[]) {
  const { name, address, port } = session.observation.endpoint;
  const print = session.session.chain[0]?.fingerprint256;
  const isEnded = findings.every((each) => (ended as readonly string[]).includes(each.check));
  const complaints = world.findings.filter(
    (each) => each.outcome === 'failed' && (bad as readonly string[]).includes(each.check),
  );
  return sessionsWithCertificates(world.facts).find(
    (each) =>
      each.observation.endpoint.name === name &&
      (each.observation.endpoint.port === port
        ? each.observation.endpoint.address !== address
        : isEnded && each.observation.endpoint.address === address) &&
      each.session.trust?.bundled.trusted === true &&
      // a further look at the very same certificate is no other one
      each.session.chain[0]?.fingerprint256 !== print &&
      !complaints.some((finding) => isAbout(world, finding, each)),
  );
}

/** Sessions with open complaints that have a sound twin. */
function pairsIn(world: RuleWorld): readonly Pair[] {
  return sessionsWithCertificates(world.facts).flatMap((each): readonly Pair[] => {
    const findings = world.open(...bad).filter((finding) => isAbout(world, finding, each));
    const first = findings[0];
    const good = first && soundTwin(world, each, findings);
    if (!first || !good) return [];
    const { observation, session } = each;
    return [{ shown: { finding: first, observation, session, leaf: session.chain[0]! }, good, findings }];
  });
}

const zoneRival = (world: RuleWorld, { observation: { endpoint } }: Shown): RivalTest => ({
  faultDomain: 'dns_operator',
  control: 'C6',
  id: 'wrong_address',
  excludedBy: namesAddress(world.facts, endpoint.name ?? '', endpoint.address ?? ''),
});

const isForOthers = ({ finding }: Shown): boolean => finding.check === 'certificate-name-mismatch';
const wrongMachine: RivalTest = {
  faultDomain: 'customer_configuration',
  control: 'C9',
  id: 'wrong_machine',
  excludedBy: [],
};

/** Whose the bad address is decides: the provider's own, or one that the name should no longer lead to. */
function sideOfPair(
  world: RuleWorld,
  { shown, good }: Pair,
): Pick<Match, 'accused' | 'rivals' | 'rootCause' | 'isOpenQuestion'> {
  const { address = '' } = shown.observation.endpoint;
  const isSameMachine = address === good.observation.endpoint.address;
  if (isElsewhere(world.facts, address))
    return {
      rootCause: 'dns.address_elsewhere',
      accused: 'customer_configuration',
      rivals: [zoneRival(world, shown)],
    };
  // a machine that shows the certificate of others may lack the site, or the zone may name the wrong one of the provider's machines
  if (!isSameMachine && isProviderAddress(world.facts, address) && isForOthers(shown))
    return { accused: 'hosting_provider', rivals: [wrongMachine], isOpenQuestion: true };
  if (isSameMachine || isProviderAddress(world.facts, address))
    return { accused: 'hosting_provider', rivals: [keeperOf(world, shown).rival] };
  return {
    accused: 'hosting_provider',
    rivals: [{ faultDomain: 'customer_configuration', control: 'C9', id: 'whose_address', excludedBy: [] }],
    isOpenQuestion: true,
  };
}

/** `192.0.2.1:443` or `[2001:db8::1]:443`. */
const placeOf = ({ endpoint: { address = '', port = 0 } }: Observation): string =>
  `${address.includes(':') ? `[${address}]` : address}:${port}`;

/** R65: partly replaced, or an old address beside the right one. Two sound certificates behind a balancer never come here. */
export const differingDeployment = defineRule({
  id: 'R65',
  rootCause: 'tls.certificate.partly_deployed',
  match: (world) =>
    groupBy(
      // the old machine is the fault where the right one is sound, never the other way round
      pairsIn(world).filter(({ good }) => !isElsewhere(world.facts, good.observation.endpoint.address ?? '')),
      (pair) => `${pair.shown.leaf.fingerprint256} ${sideOfPair(world, pair).accused}`,
    ).map(([, pairs]): Match => {
      const { shown, good } = pairs[0]!;
      const { rivals, ...side } = sideOfPair(world, pairs[0]!);
      const { name = '' } = shown.observation.endpoint;
      const findings = pairs.flatMap((pair) => pair.findings);
      const places = pairs.map((pair) => pair.shown.observation.endpoint);
      const differing = world
        .open('differing-certificates')
        .filter((each) => places.some((place) => each.subject === `${place.name}:${place.port}`));
      return {
        subject: endpointsInShort(pairs.map((pair) => pair.shown.observation)),
        service: serviceOf(shown.observation),
        basis: shown.session.trust?.bundled.trusted === true ? 'own_words' : 'one_vantage',
        ...side,
        values: {
          host: name,
          bad: placeOf(shown.observation),
          good: placeOf(good.observation),
          names: namesOf(shown.leaf),
          notAfter: shown.leaf.notAfter,
        },
        rivals: [interceptionRival(world, shown), ...rivals],
        evidence: [
          ...evidenceOf(findings).slice(0, 11),
          pointAt(good.observation, '/data/tls/chain/0/fingerprint256'),
        ],
        explains: [...findings, ...differing],
      };
    }),
});
