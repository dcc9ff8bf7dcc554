import { describe } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { EnvironmentData } from '../../../../diagnostics/model/observations/machine.ts';
import {
  aFinding,
  at,
  closed,
  fires,
  HOST,
  SERVER,
  samePortClosed,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aFailure, anObservation, twice } from '../../../support/factories.ts';
import {
  anchorsOf,
  anchorsSilent,
  anEnvironment,
  ipv4Interface,
  ipv6Interface,
} from '../../../support/network-factories.ts';

const routes = {
  six: { family: 6, gateway: 'fe80::1', interface: 'eth0' },
  four: { family: 4, gateway: '192.168.1.1', interface: 'eth0' },
} as const;
const seat = (partial: Partial<EnvironmentData> = {}): Observation =>
  anEnvironment({
    interfaces: [ipv4Interface, ipv6Interface],
    defaultRoutes: [routes.four, routes.six],
    resolvers: ['192.168.1.1'],
    ...partial,
  });
const silent = anchorsSilent(4).flatMap(twice);
const routeless = silent.map(
  (each): Observation => ({ ...each, failure: aFailure('network_unreachable') }) as Observation,
);
const lookups = twice(
  anObservation('system-lookup', {
    id: 'system-lookup/alpha.test',
    endpoint: { name: 'alpha.test' },
    input: { name: 'alpha.test' },
    failure: aFailure('name_lookup_failed', 'resolve'),
  }),
);

const world = (
  environment: Observation,
  failed: readonly Observation[],
  more: Partial<World> = {},
): World => ({
  observations: [environment, anchorsOf(6), failed, ...(more.observations ?? [])],
  findings: [aFinding('broken-ipv4', 'local', failed), ...(more.findings ?? [])],
});
const undecided = {
  subject: 'local',
  domain: 'undetermined',
  confidence: 'possible',
} as const;

describe('R110, IPv4 alone is lost', () => {
  fires('R110', 'the computer knows a way and nothing comes back: router or line', world(seat(), silent), {
    ...undecided,
    cause: 'network.ipv4_broken.no_answer',
    missing: ['C5 home_router_ipv4'],
    explains: ['broken-ipv4 local'],
  });
  fires('R110', 'one operator alone was tried', world(seat(), silent.slice(0, 2)), {
    ...undecided,
    missing: ['C1 one_anchor_down_ipv4', 'C5 home_router_ipv4'],
  });
  fires('R110', 'the computer has no IPv4 route', world(seat({ defaultRoutes: [routes.six] }), routeless), {
    subject: 'local',
    cause: 'network.ipv4_broken.no_route',
    domain: 'customer_network',
    confidence: 'proven',
    missing: [],
  });
  fires(
    'R110',
    'no route was read, and the connections went out all the same: the reading was cut short',
    world(seat({ defaultRoutes: [routes.six] }), silent),
    { ...undecided, cause: 'network.ipv4_broken.no_answer' },
  );
  fires(
    'R110',
    'the computer got no IPv4 address: its network or the line has none',
    world(seat({ interfaces: [ipv6Interface], defaultRoutes: [routes.six] }), routeless),
    { ...undecided, cause: 'network.ipv4_broken.no_address', missing: ['C0 line_without_ipv4'] },
  );
  fires(
    'R110',
    'what fails over IPv4 alone follows from it, and lookups of a system that asks over IPv4 alone',
    world(seat(), silent, {
      observations: [lookups, closed(at(SERVER, 443))],
      findings: [
        aFinding('unresolvable-anchor-names', 'local', lookups),
        aFinding('missing-http-answer', HOST, closed(at(SERVER, 443))),
      ],
    }),
    { explains: ['broken-ipv4 local', 'unresolvable-anchor-names local', `missing-http-answer ${HOST}`] },
  );
  fires(
    'R110',
    'lookups that may go over IPv6 do not follow from it',
    world(seat({ resolvers: ['192.168.1.1', '2a00:1::53'] }), silent, {
      observations: [lookups],
      findings: [aFinding('unresolvable-anchor-names', 'local', lookups)],
    }),
    { explains: ['broken-ipv4 local'] },
  );
  trap(
    'R110',
    'other connections over IPv4 stand: the ports that fail are filtered',
    {
      observations: [
        seat(),
        anchorsOf(6),
        silent,
        anObservation('tcp', { endpoint: at(SERVER, 22) }),
        closed(at(SERVER, 443)),
        samePortClosed(443),
      ],
      findings: [aFinding('unreachable-web-port', `${HOST}:443`, closed(at(SERVER, 443)))],
    },
    ['R46'],
  );
});
