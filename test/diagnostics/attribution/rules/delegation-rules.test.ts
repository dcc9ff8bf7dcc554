import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  aFinding,
  aPage,
  at,
  closed,
  ELSEWHERE,
  HOST,
  nobody,
  pack,
  SERVER,
  SERVER6,
  verdictsOf,
  type Verdict,
  type World,
} from '../../../support/attribution-factories.ts';
import { aRecord, aZone, fromPublic, fromServer, NS1, NS2 } from '../../../support/dns-factories.ts';
import { aFailure, twice } from '../../../support/factories.ts';
import { anchorsOf } from '../../../support/network-factories.ts';

const ns1 = `ns1.example.test (${NS1})`;
const ns2 = `ns2.example.test (${NS2})`;
const whiteLabelPack = { nameServers: ['*.hoster.test'], addressRanges: ['45.0.1.0/24'] };
const foreignPack = { ...pack, nameServers: ['*.hoster.test'] };

/** The parent's servers deny the domain. */
function denied(servers: readonly string[]): World {
  const denials = servers.map((address) => fromServer(address, HOST, 'SOA', { rcode: 'NXDOMAIN' }));
  return {
    observations: denials,
    findings: [
      aFinding('missing-delegation', HOST, denials.slice(0, 1)),
      aFinding('missing-address-record', HOST),
      aFinding('missing-mx', HOST),
    ],
  };
}

const publicAnswers = (reply: Parameters<typeof fromPublic>[2]): readonly Observation[] =>
  ['45.0.9.9', '45.0.9.10'].flatMap((address) =>
    twice({ ...fromPublic(HOST, 'A', reply), id: `dns/https/${address}/${HOST}/A` }),
  );

/** No server of the zone answers from here; elsewhere as told. */
function silentZone(elsewhere: readonly Observation[], provider: World['provider'] = pack): World {
  const zone = aZone({ soa: () => null });
  const to = (address: string) => zone.filter((each) => each.endpoint.address === address);
  return {
    ...(provider && { provider }),
    observations: [zone, anchorsOf(4), elsewhere],
    findings: [
      aFinding('silent-name-server', ns1, to(NS1)),
      aFinding('silent-name-server', ns2, to(NS2)),
      aFinding('resolver-failure', 'open (45.0.9.9)'),
    ],
  };
}

const servfail = { failure: aFailure('dns_servfail', 'exchange') };

/** The second server does not know the zone; the first does or does not. */
function lameZone(isFirstGood: boolean, provider: World['provider'] = pack): World {
  const zone = aZone();
  const first = zone.filter((each) => each.endpoint.address === NS1);
  return {
    ...(provider && { provider }),
    observations: zone,
    findings: [
      aFinding('lame-name-server', ns1, first, { outcome: isFirstGood ? 'passed' : 'failed' }),
      aFinding('lame-name-server', ns2, zone.slice(-1)),
      aFinding('missing-mx', HOST, [], { level: 'note' }),
    ],
  };
}

/** The zone is run elsewhere, and something is wrong with the website at this address. */
function awayFrom(address: string, how: 'silent' | 'error page' | 'note' = 'silent'): World {
  const zone = aZone();
  const silent = closed(at(address, 443));
  const page = aPage(500, { endpoint: at(address, 443) });
  const said = {
    silent: aFinding('unreachable-web-port', `${HOST}:443`, silent),
    'error page': aFinding('server-error-page', HOST, [page]),
    note: aFinding('unreachable-web-port', `${HOST}:443`, silent, { level: 'note' }),
  }[how];
  const observations = [zone, how === 'error page' ? page : silent, anchorsOf(4)];
  return {
    provider: foreignPack,
    observations,
    findings: [aFinding('foreign-name-servers', HOST, zone.slice(1, 2), { level: 'note' }), said],
  };
}

const withoutPack = ({ observations, findings }: World): World => ({
  ...(observations && { observations }),
  findings,
});
const zoneVerdict = { subject: HOST, domain: 'hosting_provider', confidence: 'proven', missing: [] } as const;
const operatedElsewhere = {
  ...zoneVerdict,
  rule: 'R25',
  cause: 'dns.operated_elsewhere',
  domain: 'customer_configuration',
  confidence: 'possible',
  missing: ['C9 elsewhere_on_purpose'],
} as const;
const silentOnes = [
  `silent-name-server ${ns1}`,
  `silent-name-server ${ns2}`,
  'resolver-failure open (45.0.9.9)',
];

const cases: readonly (readonly [string, World, Verdict])[] = [
  [
    'R22 names nobody: a typing error, an expiry and a lock look alike',
    denied(['45.0.0.2', '45.0.0.3']),
    {
      ...zoneVerdict,
      rule: 'R22',
      cause: 'dns.no_delegation',
      ...nobody,
      missing: ['C9 expired_or_mistyped'],
      explains: [`missing-delegation ${HOST}`, `missing-address-record ${HOST}`, `missing-mx ${HOST}`],
    },
  ],
  [
    'R22 asks for a second parent server',
    denied(['45.0.0.2']),
    {
      ...zoneVerdict,
      rule: 'R22',
      cause: 'dns.no_delegation',
      ...nobody,
      missing: ['C6 one_parent_server', 'C9 expired_or_mistyped'],
      explains: [`missing-delegation ${HOST}`, `missing-address-record ${HOST}`, `missing-mx ${HOST}`],
    },
  ],
  [
    'R28 names the provider when its servers fail for everyone',
    silentZone(publicAnswers(servfail)),
    {
      ...zoneVerdict,
      rule: 'R28',
      cause: 'dns.servers_unreachable',
      confidence: 'likely',
      explains: silentOnes,
    },
  ],
  [
    'R28 names the other operator when the provider does not run the zone',
    silentZone(publicAnswers(servfail), foreignPack),
    {
      ...zoneVerdict,
      rule: 'R28',
      cause: 'dns.servers_unreachable',
      domain: 'dns_operator',
      confidence: 'likely',
      explains: silentOnes,
    },
  ],
  [
    'R28 names nobody when others resolve the domain',
    silentZone(publicAnswers([aRecord(HOST, 'A', SERVER6)])),
    {
      ...zoneVerdict,
      ...nobody,
      rule: 'R28',
      cause: 'dns.servers_unreachable',
      missing: ['C6 only_from_here'],
      explains: silentOnes,
    },
  ],
  [
    'R28 does not take its own time-outs for others’ failures',
    silentZone(publicAnswers({ failure: aFailure('timed_out', 'exchange') })),
    {
      ...zoneVerdict,
      ...nobody,
      rule: 'R28',
      cause: 'dns.servers_unreachable',
      missing: ['C6 only_from_here'],
      explains: silentOnes,
    },
  ],
  [
    'R28 wants two that fail: one resolver may be ill itself',
    silentZone(publicAnswers(servfail).slice(0, 2)),
    {
      ...zoneVerdict,
      ...nobody,
      rule: 'R28',
      cause: 'dns.servers_unreachable',
      missing: ['C6 only_from_here'],
      explains: silentOnes,
    },
  ],
  [
    'R28 names nobody when no pack tells who runs the servers',
    withoutPack(silentZone(publicAnswers(servfail))),
    {
      ...zoneVerdict,
      ...nobody,
      rule: 'R28',
      cause: 'dns.servers_unreachable',
      missing: ['C9 who_runs_the_name_servers'],
      explains: silentOnes,
    },
  ],
  [
    'R27 names the provider when another of its servers knows the zone',
    lameZone(true),
    { ...zoneVerdict, rule: 'R27', cause: 'dns.server_lame.some', explains: [`lame-name-server ${ns2}`] },
  ],
  [
    'R27 knows the provider’s servers under other names by their addresses',
    lameZone(true, whiteLabelPack),
    { ...zoneVerdict, rule: 'R27', cause: 'dns.server_lame.some', explains: [`lame-name-server ${ns2}`] },
  ],
  [
    'R27 takes other names at other addresses for another company’s',
    lameZone(true, foreignPack),
    {
      ...zoneVerdict,
      domain: 'dns_operator',
      rule: 'R27',
      cause: 'dns.server_lame.some',
      explains: [`lame-name-server ${ns2}`],
    },
  ],
  [
    'R27 names nobody when no server knows the zone',
    lameZone(false),
    {
      ...zoneVerdict,
      ...nobody,
      rule: 'R27',
      cause: 'dns.server_lame.all',
      missing: ['C4 zone_never_added'],
      explains: [`lame-name-server ${ns1}`, `lame-name-server ${ns2}`, `missing-mx ${HOST}`],
    },
  ],
  [
    'R27 names nobody when no pack tells who runs the servers',
    withoutPack(lameZone(true)),
    {
      ...zoneVerdict,
      ...nobody,
      rule: 'R27',
      cause: 'dns.server_lame.some',
      missing: ['C9 who_runs_the_name_servers'],
      explains: [`lame-name-server ${ns2}`],
    },
  ],
  [
    'R25 says that the domain leads away from the provider',
    awayFrom(ELSEWHERE),
    { ...operatedElsewhere, explains: [`foreign-name-servers ${HOST}`, `unreachable-web-port ${HOST}:443`] },
  ],
  [
    'R25 covers whatever else is wrong with the website there',
    awayFrom(ELSEWHERE, 'error page'),
    { ...operatedElsewhere, explains: [`foreign-name-servers ${HOST}`, `server-error-page ${HOST}`] },
  ],
];

describe('rules about the delegation', () => {
  it.each(cases)('%s', (_, world, verdict) => {
    expect(verdictsOf(world)).toEqual([verdict]);
  });

  it.each([
    ['R25 keeps silent when the site stands at the provider', awayFrom(SERVER), 'R25'],
    ['R25 keeps silent when no pack tells where the provider is', withoutPack(awayFrom(ELSEWHERE)), 'R25'],
    ['R25 keeps silent on what is only a note', awayFrom(ELSEWHERE, 'note'), 'R25'],
  ] satisfies (readonly [string, World, string])[])('%s', (_, world, rule) => {
    expect(verdictsOf(world).map((each) => each.rule)).not.toContain(rule);
  });

  it('R28 does not say that nobody answers when one server does', () => {
    const world = { ...silentZone([]), findings: silentZone([]).findings.slice(1) };
    expect(verdictsOf(world).map((each) => each.cause)).not.toContain('dns.servers_unreachable');
  });
});
