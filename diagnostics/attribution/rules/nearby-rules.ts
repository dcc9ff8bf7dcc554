/** Rules about devices near this seat that answer in a server's place. */
import type { Finding } from '../../model/finding.ts';
import type { Evidence } from '../../model/message.ts';
import { familyOf } from '../../model/view/addresses.ts';
import type { ConnectionObservation } from '../../model/observation.ts';
import {
  answerPointer,
  cameEarly,
  IN_THE_HOUSE_MS,
  isTimedAlone,
  nearbyAnswer,
  nearbySession,
  timedWay,
  unknownMailSessions,
  type Answer,
  type NearbyAnswer,
} from '../../model/view/nearby.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { allSessions, type SeenSession } from '../../model/view/sessions.ts';
import { samePortFails } from '../controls.ts';
import { replacedCertificateChecks } from '../replaced-certificate.ts';
import { defineRule, type Rule } from '../rule.ts';
import { endpointsInShort, evidenceOf, seenAtServers, type RuleWorld } from '../rule-world.ts';
import { closedPorts, type ClosedPort } from './closed-ports.ts';

const timeOf = (answer: Answer): Evidence => pointAt(answer.observation, answerPointer(answer));
const inMs = ({ ms }: Answer): number => Math.round(ms * 10) / 10;

interface NearRefusal extends NearbyAnswer {
  readonly closed: ClosedPort;
}

/** Refusals that came too early, those of the same port at other addresses of the host, and others of the host that came early. */
function refusalsNearby(world: RuleWorld): readonly Finding[] {
  const near = nearRefusals(world);
  return closedPorts(world)
    .filter(
      (closed) =>
        closed.state === 'refused' &&
        near.some(
          (each) =>
            each.closed.host === closed.host &&
            (each.closed.port === closed.port || cameEarly(world.facts, closed.address, closed.port)),
        ),
    )
    .map((each) => each.finding);
}

function nearRefusals(world: RuleWorld): readonly NearRefusal[] {
  return closedPorts(world)
    .filter((closed) => closed.state === 'refused')
    .flatMap((closed): readonly NearRefusal[] => {
      const { address, port } = closed;
      const near = nearbyAnswer(world.facts, address, port, timedWay(world.facts, address, port));
      if (!near) return [];
      const isInHouse = near.fastest.ms <= IN_THE_HOUSE_MS;
      // a port that the access provider closes towards everybody is refused on its line: R45 and R46 know it
      const isClosedToAll = samePortFails(world.facts, closed.port, familyOf(closed.address)).length > 0;
      return isInHouse || !isClosedToAll ? [{ ...near, closed }] : [];
    });
}

/** R48: a refusal that comes long before the server can have heard of the question is somebody else's. */
const refusedNearby = defineRule({
  id: 'R48',
  rootCause: 'network.refused_nearby',
  match(world) {
    const refusals = nearRefusals(world);
    if (refusals.length === 0) return [];
    const findings = refusalsNearby(world);
    const [first] = [...refusals].sort((a, b) => a.fastest.ms - b.fastest.ms);
    const isInHouse = first!.fastest.ms <= IN_THE_HOUSE_MS;
    return [
      {
        subject: endpointsInShort(findings.flatMap((each) => world.behind(each).slice(0, 1))),
        service: null,
        accused: 'customer_network',
        basis: 'one_vantage',
        isOpenQuestion: !isInHouse,
        values: {
          host: [...new Set(refusals.map((each) => each.closed.host))].join(', '),
          ports: [...new Set(refusals.map((each) => each.closed.port))].sort((a, b) => a - b).join(', '),
          refusedMs: inMs(first!.fastest),
          wayMs: inMs(first!.way),
        },
        rivals: [
          {
            faultDomain: 'hosting_provider',
            control: 'C3',
            excludedBy: refusals.slice(0, 2).map((each) => timeOf(each.way)),
            id: 'refused_by_the_server',
          },
          {
            faultDomain: 'access_provider',
            control: 'C5',
            excludedBy: isInHouse ? [timeOf(first!.fastest)] : [],
            id: 'box_of_access_provider',
          },
          {
            faultDomain: 'cdn_operator',
            control: 'C5',
            excludedBy: [],
            id: 'edge_nearby',
            isDeciding: false,
          },
        ],
        evidence: refusals.flatMap((each) => [timeOf(each.fastest), timeOf(each.way)]).slice(0, 8),
        explains: findings,
      },
    ];
  },
});

const certificateChecks = [...replacedCertificateChecks, 'mismatched-tlsa'] as const;

const isUnknownToAll = ({ session }: SeenSession): boolean => session.trust?.bundled.trusted === false;
const issuerOf = ({ session }: SeenSession): string => session.chain[0]?.issuer ?? '';

/** C2: mail servers that have nothing to do with each other show certificates of the same unknown issuer. */
const sameIssuerElsewhere = (world: RuleWorld, issuers: ReadonlySet<string>): readonly Evidence[] =>
  allSessions(world.facts)
    .filter(
      (each) => each.observation.control === 'C2' && isUnknownToAll(each) && issuers.has(issuerOf(each)),
    )
    .slice(0, 2)
    .map((each) => pointAt(each.observation, '/data/tls/chain/0/issuer'));

/** The way was measured alone: a busy machine makes ways look long. */
const nearSession = (world: RuleWorld, observation: ConnectionObservation): readonly NearbyAnswer[] => {
  const near = nearbySession(world.facts, observation);
  return near && isTimedAlone(world.facts, near.way) ? [near] : [];
};

/** R68: mail connections are ended and re-signed here, while the web is left alone (that would be R6). */
const mailShield = defineRule({
  id: 'R68',
  rootCause: 'mail.intercepted',
  match(world) {
    const sessions = unknownMailSessions(world.facts);
    const isBehind = (finding: Finding): boolean =>
      seenAtServers(world, finding).length > 0 &&
      seenAtServers(world, finding).every((each) =>
        sessions.some(({ observation }) => observation.id === each.id),
      );
    const findings = world.open(...certificateChecks).filter(isBehind);
    if (findings.length === 0) return [];
    const near = sessions.flatMap(({ observation }) => nearSession(world, observation));
    const elsewhere = sameIssuerElsewhere(world, new Set(sessions.map(issuerOf)));
    const local = [...near.slice(0, 2).map((each) => timeOf(each.fastest)), ...elsewhere];
    if (local.length === 0) return [];
    const installed = sessions
      .filter((each) => each.session.trust?.system?.trusted === true)
      .slice(0, 2)
      .map((each) => pointAt(each.observation, '/data/tls/trust/system/name'));
    const inHouse = near
      .filter((each) => each.fastest.ms <= IN_THE_HOUSE_MS)
      .map((each) => timeOf(each.fastest));
    const isHere = installed.length > 0;
    return [
      {
        subject: endpointsInShort(sessions.map((each) => each.observation)),
        service: 'mail',
        accused: isHere ? 'customer_device' : 'customer_network',
        basis: 'seat',
        isOpenQuestion: !isHere,
        variant: isHere ? 'trusted_here' : 'untrusted',
        values: { issuer: issuerOf(sessions[0]!) },
        rivals: [
          { faultDomain: 'hosting_provider', control: 'C2', excludedBy: local, id: 'mail_server_shows_it' },
          {
            faultDomain: 'access_provider',
            control: 'C5',
            excludedBy: [...installed, ...inHouse].slice(0, 2),
            id: 'intercepted_further_out',
          },
        ],
        evidence: [...evidenceOf(findings).slice(0, 6), ...local],
        explains: findings,
      },
    ];
  },
});

export const nearbyRules: readonly Rule[] = [refusedNearby];
export const mailShieldRules: readonly Rule[] = [mailShield];
