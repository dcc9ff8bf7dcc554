import { describe } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { silentServers } from '../../../../diagnostics/model/view/dns-honesty.ts';
import {
  addressInPublic,
  addressInZone,
  aFinding,
  aSecurePage,
  at,
  closed,
  ELSEWHERE,
  fires,
  HOST,
  SERVER,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aRecord, fromSystem } from '../../../support/dns-factories.ts';
import { aFailure, anObservation } from '../../../support/factories.ts';
import { anEnvironment } from '../../../support/network-factories.ts';

const lookup = (...addresses: readonly string[]): Observation =>
  anObservation('system-lookup', {
    id: `system-lookup/${HOST}`,
    input: { name: HOST },
    data: { addresses },
    ...(addresses.length === 0 ? { failure: aFailure('name_not_found', 'resolve') } : {}),
  });
const fresh = (address: string): Observation => fromSystem(HOST, 'A', [aRecord(HOST, 'A', address)]);
const dead = closed(at(ELSEWHERE, 443));

/** Programs get one address, the same lookup service gives another. */
const differing = (found: Observation, given: string, others: readonly Observation[]): World => ({
  observations: [anEnvironment(), found, fresh(given), dead, others],
  findings: [
    aFinding('differing-system-lookup', HOST, [found, fresh(given)]),
    aFinding('unreachable-web-port', `${HOST}:443`, dead),
  ],
});

const verdict = { subject: HOST, domain: 'customer_device', confidence: 'proven', missing: [] } as const;
const page = `unreachable-web-port ${HOST}:443`;

describe('R4, the memory of this computer', () => {
  fires(
    'R4',
    'names this computer when its lookup service and the zone agree on another address',
    differing(lookup(ELSEWHERE), SERVER, [addressInZone(), addressInPublic()]),
    {
      ...verdict,
      cause: 'dns.system_cache_stale.old_address',
      explains: [`differing-system-lookup ${HOST}`, page],
    },
  );
  fires(
    'R4',
    'names this computer when it does not find what exists',
    differing(lookup(), SERVER, [addressInZone()]),
    {
      ...verdict,
      cause: 'dns.system_cache_stale.forgotten',
    },
  );
  trap(
    'R4',
    'the other address proves to serve the name: answers differ by place and turn',
    differing(lookup(ELSEWHERE), SERVER, [addressInZone(), aSecurePage({}, at(ELSEWHERE, 443))]),
  );
  trap(
    'R4',
    'the zone agrees with this computer, and the lookup service is behind',
    differing(lookup(ELSEWHERE), SERVER, [addressInZone(ELSEWHERE)]),
  );
  trap('R4', 'nobody else says which address is right', differing(lookup(ELSEWHERE), SERVER, []));
  trap(
    'R4',
    'somebody on the way answers for the lookup service',
    differing(lookup(ELSEWHERE), SERVER, [
      addressInPublic(),
      fromSystem(HOST, 'A', [aRecord(HOST, 'A', SERVER)], silentServers[4]),
    ]),
  );
});
