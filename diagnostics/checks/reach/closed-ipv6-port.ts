/** A port of a host takes connections over IPv4 and none over IPv6, although its IPv6 address answers on other ports. */
import type { Assertion } from '../../model/finding.ts';
import type { ConnectionObservation } from '../../model/observation.ts';
import { endpointSubject } from '../../model/view/endpoints.ts';
import { isOfferedPort } from '../../model/view/expected.ts';
import type { Facts } from '../../model/view/facts.ts';
import { hostsToResolve } from '../../model/view/hosts.ts';
import { answersAnywhere, worksOver } from '../../model/view/one-family.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { connected, connectionTries, isClosed, portState, triesAt } from '../../model/view/sessions.ts';
import { familyState } from '../../model/view/vantage.ts';
import { cantTell, defineCheck, failed, failureEvidence, inapplicable, passed } from '../check.ts';

const check = 'closed-ipv6-port';

/**
 * One try at each port of an IPv6 address that the target leads to, beside one that works over IPv4. Names that share an address share its
 * fate: the one that the person knows best speaks for it.
 */
function places(facts: Facts): readonly ConnectionObservation[] {
  const hosts = hostsToResolve(facts);
  const placeOf = ({ endpoint }: ConnectionObservation): number =>
    hosts.includes(endpoint.name!) ? hosts.indexOf(endpoint.name!) : hosts.length;
  const offered = connectionTries(facts)
    .filter(
      ({ control, endpoint: { name, family, port } }) =>
        control === undefined && name !== undefined && family === 6 && port !== undefined,
    )
    .filter(
      ({ endpoint }) => worksOver(facts, endpoint, 4) && isOfferedPort(facts, endpoint.name!, endpoint.port!),
    )
    .toSorted((a, b) => placeOf(b) - placeOf(a));
  const unique = new Map(offered.map((each) => [`${each.endpoint.address} ${each.endpoint.port}`, each]));
  return [...unique.values()].toSorted(
    (a, b) => placeOf(a) - placeOf(b) || a.endpoint.port! - b.endpoint.port!,
  );
}

function closedAt(facts: Facts, observation: ConnectionObservation): Assertion {
  const { name, address, port } = observation.endpoint;
  const state = portState(facts, address!, port!);
  const said = {
    check,
    subject: endpointSubject(facts, observation),
    values: { host: name!, address: address!, port: port! },
    evidence: triesAt(facts, address!, port!).slice(0, 3).map(failureEvidence),
  };
  // a refusal of this machine itself says nothing of the server
  return isClosed(state) && state !== 'blocked_locally' ? failed(said) : cantTell(said);
}

/** One finding for all that is in order: whoever reads it sees each port under its service. */
function allOpen(facts: Facts, observations: readonly ConnectionObservation[]): Assertion {
  const stood = observations
    .flatMap(({ endpoint }) => triesAt(facts, endpoint.address!, endpoint.port!).find(connected) ?? [])
    .slice(0, 3);
  return passed({
    check,
    subject: facts.request.target.domain,
    evidence: stood.map((each) => pointAt(each, '/data/connectMs')),
  });
}

export const closedIpv6Port = defineCheck({
  id: check,
  area: 'dns',
  needs: ['http', 'smtp', 'imap', 'pop3', 'ftp', 'ssh'],
  evaluate(facts) {
    // where nothing answers at all, `dead-ipv6-address` tells
    const living = places(facts).filter(({ endpoint }) => answersAnywhere(facts, endpoint.address!));
    if (familyState(facts, 6) !== 'works' || living.length === 0)
      return [inapplicable({ check, subject: facts.request.target.domain })];
    const closed = living.filter(
      ({ endpoint }) => portState(facts, endpoint.address!, endpoint.port!) !== 'open',
    );
    return closed.length > 0 ? closed.map((each) => closedAt(facts, each)) : [allOpen(facts, living)];
  },
});
