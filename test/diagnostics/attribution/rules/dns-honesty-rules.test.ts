import { describe } from 'vitest';
import { silentServers } from '../../../../diagnostics/model/view/dns-honesty.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  aFinding,
  addressInPublic,
  at,
  closed,
  fires,
  HOST,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import {
  aRecord,
  fromPublic,
  fromSystem,
  inventedBy,
  inventedLabels,
  STAND_IN,
} from '../../../support/dns-factories.ts';
import { aFailure, anObservation, aTarget, twice } from '../../../support/factories.ts';
import { anEnvironment } from '../../../support/network-factories.ts';

const ISP_RESOLVER = '45.0.7.7';
const lookup = anObservation('system-lookup', {
  id: `system-lookup/${HOST}`,
  input: { name: HOST },
  data: { addresses: [STAND_IN] },
});
const dead = closed(at(STAND_IN, 443));
const siteDown = aFinding('unreachable-web-port', `${HOST}:443`, dead);

/** The seat's resolver leads elsewhere than the rest of the world. */
const wrongHere = [fromSystem(HOST, 'A', [aRecord(HOST, 'A', STAND_IN)]), lookup, ...dead];
const staleHere = aFinding('stale-resolver-answer', HOST, wrongHere.slice(0, 1));

const fromNobody = fromSystem(HOST, 'A', [aRecord(HOST, 'A', STAND_IN)], silentServers[4]);
const fromNobodySilence = twice(
  fromSystem(HOST, 'A', { failure: aFailure('timed_out', 'exchange') }, silentServers[4]),
);

/** Everything over port 53 is answered on the way. */
const hijacked = (findings: World['findings']): World => ({
  observations: [anEnvironment(), fromNobody, wrongHere, addressInPublic()],
  findings: [aFinding('intercepted-dns', 'local', [fromNobody], { level: 'note' }), ...findings],
});

/** The host does not exist, and the seat's resolver makes an address up for it. */
const invented = (resolver: string, names: readonly Observation[], isRewriting = true): World => ({
  request: { target: aTarget({ domain: HOST }), services: ['web'] },
  observations: [
    anEnvironment({ resolvers: [resolver] }),
    names,
    fromPublic(HOST, 'A', { rcode: 'NXDOMAIN' }),
    fromPublic(HOST, 'AAAA', { rcode: 'NXDOMAIN' }),
    wrongHere,
  ],
  findings: [
    ...(isRewriting ? [aFinding('invented-address', 'local', names, { level: 'note' })] : []),
    staleHere,
    siteDown,
  ],
});
const rewriting = inventedBy(inventedLabels);
const explained = ['invented-address local', `stale-resolver-answer ${HOST}`, siteDown].map((each) =>
  typeof each === 'string' ? each : `${each.check} ${each.subject}`,
);

describe('rules about answers that are not whose they seem to be', () => {
  fires('R21', 'names nobody, as router and access provider look alike', hijacked([staleHere, siteDown]), {
    cause: 'network.dns_intercepted',
    subject: 'local',
    domain: 'undetermined',
    confidence: 'possible',
    missing: ['C5 router_or_provider_answers'],
    explains: ['intercepted-dns local', `stale-resolver-answer ${HOST}`, `unreachable-web-port ${HOST}:443`],
  });
  trap('R21', 'lookups are answered on the way, and rightly', hijacked([]), []);
  trap(
    'R21',
    'the address without a server is silent: the resolver alone is wrong',
    {
      observations: [anEnvironment(), fromNobodySilence, wrongHere, addressInPublic()],
      findings: [staleHere],
    },
    ['R16'],
  );

  fires(
    'R20',
    'names the access provider whose resolver makes addresses up',
    invented(ISP_RESOLVER, rewriting),
    {
      cause: 'network.nxdomain_rewritten',
      subject: HOST,
      domain: 'access_provider',
      confidence: 'likely',
      missing: [],
      explains: explained,
    },
  );
  fires('R20', 'names nobody when the router only passes on', invented('192.168.1.1', rewriting), {
    domain: 'undetermined',
    confidence: 'possible',
    missing: ['C5 router_forwards'],
  });
  trap(
    'R20',
    'the zone answers every name by a wildcard, top-level names are denied',
    invented(ISP_RESOLVER, inventedBy([inventedLabels[2]], [inventedLabels[2]]), false),
    ['R16'],
  );
  trap(
    'R20',
    'names are made up, and none of this domain is among them',
    {
      observations: [anEnvironment(), rewriting, addressInPublic()],
      findings: [aFinding('invented-address', 'local', rewriting, { level: 'note' })],
    },
    [],
  );
});
