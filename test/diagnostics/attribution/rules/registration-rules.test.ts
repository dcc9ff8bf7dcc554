import { describe } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  aFinding,
  aPage,
  at,
  ELSEWHERE,
  fires,
  HOST,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aZone } from '../../../support/dns-factories.ts';
import {
  deniedBy,
  registered,
  registrySilent,
  unregistered,
  withRegistry,
} from '../../../support/registry-factories.ts';

const TWO = ['45.0.0.1', '45.0.0.2'];

/** The parent denies the domain; the registry says this of it. */
function denied(registry: Observation | null, servers: readonly string[] = TWO): World {
  const denials = deniedBy(servers);
  return {
    networkData: withRegistry,
    observations: [denials, registry ?? []],
    findings: [
      ...(registry === null ? [] : [aFinding('inactive-registration', HOST, [registry])]),
      aFinding('missing-delegation', HOST, denials.slice(0, 1)),
      aFinding('missing-address-record', `www.${HOST}`),
      aFinding('resolver-failure', 'open (45.0.9.9)'),
      aFinding('proxy-in-use', 'local', [], { level: 'note' }),
    ],
  };
}

const all = [
  `inactive-registration ${HOST}`,
  `missing-delegation ${HOST}`,
  `missing-address-record www.${HOST}`,
  'resolver-failure open (45.0.9.9)',
];

/** The domain leads to a registrar's servers, where a page is shown. */
function parked(registry: Observation | null): World {
  const zone = aZone({ servers: { 'ns1.expired.test': ['45.0.1.1'], 'ns2.expired.test': ['45.0.1.2'] } });
  const page = aPage(404, { endpoint: at(ELSEWHERE, 443) });
  return {
    networkData: withRegistry,
    observations: [zone, registry ?? [], page],
    findings: [
      aFinding('inactive-registration', HOST, registry === null ? zone.slice(1, 2) : [registry]),
      aFinding('foreign-name-servers', HOST, zone.slice(1, 2), { level: 'note' }),
      aFinding('client-error-page', `https://${HOST}/`, [page]),
    ],
  };
}

describe('the end of a registration (R23)', () => {
  fires(
    'R23',
    'the registry holds the domain for redemption',
    denied(registered({ statuses: ['redemption period'], expiresIn: -40 })),
    {
      cause: 'domain.expired',
      subject: HOST,
      domain: 'customer_configuration',
      confidence: 'proven',
      missing: [],
      explains: all,
    },
  );
  fires('R23', 'the domain is about to be deleted', denied(registered({ statuses: ['pending delete'] })), {
    cause: 'domain.expired',
    confidence: 'proven',
  });
  fires(
    'R23',
    'only one server of the parent was heard',
    denied(registered({ statuses: ['redemption period'] }), TWO.slice(0, 1)),
    {
      domain: 'customer_configuration',
      confidence: 'possible',
      missing: ['C6 one_parent_server'],
    },
  );
  fires('R23', 'the registrar put its own servers in after the end', parked(registered({ expiresIn: -10 })), {
    cause: 'domain.expired',
    domain: 'customer_configuration',
    confidence: 'likely',
    explains: [
      `inactive-registration ${HOST}`,
      `foreign-name-servers ${HOST}`,
      `client-error-page https://${HOST}/`,
    ],
  });
  fires(
    'R23',
    'the registry renewed it for the time being',
    parked(registered({ statuses: ['auto renew period'], expiresIn: 360 })),
    {
      domain: 'customer_configuration',
      confidence: 'likely',
    },
  );
  fires('R23', 'it leads to such servers and the registry tells of no end', parked(registered()), {
    domain: 'undetermined',
    confidence: 'possible',
    missing: ['C6 parked_by_choice'],
  });
  trap('R23', 'locks, a renewal by itself and a date that lags', {
    networkData: withRegistry,
    observations: [
      aZone(),
      registered({ statuses: ['auto renew period', 'client delete prohibited'], expiresIn: -3 }),
    ],
    findings: [aFinding('foreign-name-servers', HOST, [], { level: 'note' })],
  });
  trap('R23', 'the registry does not answer', denied(registrySilent()), ['R22']);
});

describe('a hold (R24)', () => {
  fires(
    'R24',
    'the registrar holds the domain',
    denied(registered({ statuses: ['client hold', 'client transfer prohibited'] })),
    {
      cause: 'domain.on_hold',
      subject: HOST,
      domain: 'registrar',
      confidence: 'proven',
      missing: [],
      explains: all,
    },
  );
  fires('R24', 'the registry holds it', denied(registered({ statuses: ['serverHold'] })), {
    cause: 'domain.on_hold',
    domain: 'registrar',
    confidence: 'proven',
  });
  trap(
    'R24',
    'the entry has locks against a transfer',
    denied(registered({ statuses: ['client transfer prohibited', 'server update prohibited'] })),
    ['R22'],
  );
  trap(
    'R24',
    'a hold of a domain that has run out',
    denied(registered({ statuses: ['client hold', 'redemption period'] })),
    ['R23'],
  );
});

describe('a name that the parent denies (R22)', () => {
  fires('R22', 'nobody registered it', denied(unregistered()), {
    cause: 'dns.no_delegation.unregistered',
    domain: 'customer_configuration',
    confidence: 'proven',
    explains: [...all.slice(1, 2), ...all.slice(0, 1), ...all.slice(2)],
  });
  fires(
    'R22',
    'nobody entered name servers',
    denied(registered({ statuses: ['inactive'], nameServers: [] })),
    {
      cause: 'dns.no_delegation.no_servers',
      domain: 'customer_configuration',
      confidence: 'proven',
    },
  );
  fires('R22', 'the registry has it in its books and not in its zone', denied(registered()), {
    cause: 'dns.no_delegation.unpublished',
    domain: 'registrar',
    confidence: 'likely',
  });
  fires('R22', 'it was changed yesterday', denied(registered({ changedAgo: 1 })), {
    domain: 'registrar',
    confidence: 'possible',
    missing: ['C6 change_on_its_way'],
  });
  fires('R22', 'nobody can be asked', denied(null), {
    cause: 'dns.no_delegation',
    domain: 'undetermined',
    confidence: 'possible',
    missing: ['C9 expired_or_mistyped'],
  });
  trap(
    'R22',
    'the domain leads to its servers',
    {
      networkData: withRegistry,
      observations: [aZone(), registered()],
      findings: [],
    },
    [],
  );
});
