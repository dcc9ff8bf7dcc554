/**
 * Worlds in which a rule still says more than it knows. Each states what would be right and is marked as failing:
 * when a rule is mended, its line turns red and moves to that rule's own test, without the mark.
 */
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  addressInPublic,
  addressInZone,
  aFinding,
  aPage,
  aSecurePage,
  at,
  closed,
  HOST,
  open,
  pack,
  samePortClosed,
  samePortOpen,
  SERVER,
  timeSources,
  told,
  verdictsOf,
  type World,
} from '../../../support/attribution-factories.ts';
import {
  aRecord,
  aZone,
  fromPublic,
  fromServer,
  fromSystem,
  NS1,
  NS2,
  soa,
} from '../../../support/dns-factories.ts';
import { aFailure, anObservation, twice } from '../../../support/factories.ts';
import { anchorsOf, anEnvironment } from '../../../support/network-factories.ts';

const ELSEWHERE = '45.0.8.8';
const OLD = '45.0.8.1';

/** A certificate of the provider's making, on an address that is not the provider's. */
function foreignSite(check: string): World {
  const page = aSecurePage({}, at(ELSEWHERE, 443));
  return {
    provider: pack,
    request: told({ 'certificate.source': 'provider' }),
    observations: [page, timeSources(), addressInZone(ELSEWHERE)],
    findings: [aFinding(check, `${HOST}:443`, [page])],
  };
}

/** The whole server fails, and it is not the provider's. */
function foreignErrors(): World {
  const endpoint = at(ELSEWHERE, 443);
  const page = aPage(500, { endpoint });
  return {
    provider: pack,
    observations: [page, aPage(503, { id: 'http/C4', control: 'C4', endpoint }), addressInZone(ELSEWHERE)],
    findings: [aFinding('server-error-page', HOST, [page])],
  };
}

/** No MX record, and port 25 is closed to everybody from here. */
function implicitMailBehindBlockedPort(): World {
  const denial = fromServer(NS1, HOST, 'MX', []);
  return {
    observations: [
      denial,
      addressInZone(),
      closed(at(SERVER, 25)),
      open(at(SERVER, 993)),
      samePortClosed(25),
      anchorsOf(4),
    ],
    findings: [
      aFinding('missing-mx', HOST, [denial], { level: 'warning' }),
      aFinding('unreachable-imap-port', `${HOST}:993`, [], { outcome: 'passed' }),
      aFinding('blocked-port-25', 'local', samePortClosed(25), { level: 'warning' }),
    ],
  };
}

/** This machine itself refuses the connection (EACCES). */
function ownFirewall(): World {
  const refusedHere = closed(at(SERVER, 587), 'permission_denied');
  return {
    provider: pack,
    observations: [refusedHere, [25, 80, 993].map((port) => open(at(SERVER, port))), samePortOpen(587)],
    findings: [aFinding('unreachable-submission-port', `${HOST}:587`, refusedHere)],
  };
}

/** One sight of differing serial numbers, as during any transfer. */
function transferUnderWay(): World {
  const zone = aZone();
  return {
    provider: pack,
    observations: [zone, [NS1, NS2].map((address) => fromServer(address, HOST, 'SOA', [soa(HOST)], 'tcp'))],
    findings: [aFinding('differing-zone-serial', HOST, zone.slice(-2))],
  };
}

/** Name servers and DoH are both cut off from this seat: nobody else was heard. */
function dnsCutOffHere(): World {
  const zone = aZone({ soa: () => null });
  const cut = ['45.0.9.9', '45.0.9.10'].flatMap((address) =>
    twice({
      ...fromPublic(HOST, 'A', { failure: aFailure('timed_out') }),
      id: `dns/https/${address}/${HOST}/A`,
    }),
  );
  const to = (address: string): readonly Observation[] =>
    zone.filter((each) => each.endpoint.address === address);
  return {
    provider: pack,
    observations: [zone, cut, anchorsOf(4)],
    findings: [
      aFinding('silent-name-server', 'ns1', to(NS1)),
      aFinding('silent-name-server', 'ns2', to(NS2)),
    ],
  };
}

/** The old address is still given, by this seat's resolver and perhaps by others. */
function oldAnswer(resolver: string, elsewhere: readonly Observation[]): World {
  const asked = fromSystem(HOST, 'A', [aRecord(HOST, 'A', OLD)], resolver);
  const lookup = anObservation('system-lookup', {
    id: `system-lookup/${HOST}`,
    input: { name: HOST },
    data: { addresses: [OLD] },
  });
  return {
    observations: [anEnvironment({ resolvers: [resolver] }), asked, lookup, addressInZone(), elsewhere],
    findings: [aFinding('stale-resolver-answer', HOST, [asked])],
  };
}

const said = (world: World): readonly string[] =>
  verdictsOf(world).map((each) => `${each.rule} ${each.domain} ${each.confidence}`);

describe('known gaps of the rules', () => {
  it.fails.each([
    [
      'R61 proves nothing against the provider for a server that is not the provider’s',
      foreignSite('certificate-name-mismatch'),
      'R61 hosting_provider proven',
    ],
    [
      'R55 proves nothing against the provider for a server that is not the provider’s',
      foreignSite('expired-certificate'),
      'R55 hosting_provider proven',
    ],
    [
      'R80 does not charge the provider with a server that is not the provider’s',
      foreignErrors(),
      'R80 hosting_provider likely',
    ],
    [
      'R34 cannot see whether anybody takes mail while port 25 is closed here',
      implicitMailBehindBlockedPort(),
      'R34 customer_configuration proven',
    ],
    [
      'R42 does not charge the provider with a refusal of this machine (R5)',
      ownFirewall(),
      'R42 hosting_provider likely',
    ],
    [
      'R18 takes one sight of differing serials for a transfer',
      transferUnderWay(),
      'R18 hosting_provider proven',
    ],
    [
      'R28 does not take its own time-outs for others’ failures',
      dnsCutOffHere(),
      'R28 hosting_provider likely',
    ],
    [
      'R16 lets an old TTL run out when public resolvers say the same (R17)',
      oldAnswer('45.0.7.7', [addressInPublic(OLD)]),
      'R16 access_provider likely',
    ],
    [
      'R16 does not charge the access provider with a public resolver that the person set',
      oldAnswer('45.0.9.9', []),
      'R16 access_provider likely',
    ],
  ] satisfies (readonly [string, World, string])[])('%s', (_, world, wrong) => {
    expect(said(world)).not.toContain(wrong);
  });
});
