import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  aCertificate,
  aFinding,
  aSecurePage,
  at,
  closed,
  ELSEWHERE,
  fires,
  HOST,
  neighbour6,
  nobody,
  pack,
  SERVER,
  SERVER6,
  trap,
  verdictsOf,
  type Verdict,
  type World,
} from '../../../support/attribution-factories.ts';
import { aRecord, aZone, fromServer, fromSystem, NS1, NS2, soa } from '../../../support/dns-factories.ts';
import { anchorsOf } from '../../../support/network-factories.ts';

const foreignPack = { ...pack, nameServers: ['*.hoster.test'] };

/** Two servers that differ; both were also asked over TCP, unless told otherwise. */
function differingZone(
  check: string,
  provider?: World['provider'],
  askedOverTcp: readonly string[] = [NS1, NS2],
): World {
  const zone = aZone();
  const overTcp = askedOverTcp.map((address) => fromServer(address, HOST, 'SOA', [soa(HOST)], 'tcp'));
  return {
    ...(provider && { provider }),
    observations: [zone, overTcp],
    findings: [aFinding(check, HOST, zone.slice(-2))],
  };
}

const recordFinding = (
  check: string,
  answer: Observation,
  partial: Parameters<typeof aFinding>[3] = {},
): World => ({ observations: [answer], findings: [aFinding(check, HOST, [answer], partial)] });
const loopbackRecord = [aRecord(HOST, 'A', '127.0.0.1')];
const nothing = fromServer(NS1, HOST, 'A', []);

/** The IPv6 address is silent; the controls as given. */
function deadAaaa(
  controls: readonly Observation[],
  provider?: World['provider'],
  others: readonly string[] = [],
): World {
  const silent = closed(at(SERVER6, 443));
  const alsoSilent = others.map((address) => closed(at(address, 25)));
  return {
    ...(provider && { provider }),
    observations: [silent, alsoSilent.flat(), controls],
    findings: [
      aFinding('dead-ipv6-address', HOST, silent),
      ...alsoSilent.map((each) => aFinding('dead-ipv6-address', `mail.${HOST}`, each)),
      aFinding('unreachable-imap-port', `${HOST}:993`, silent),
    ],
  };
}

const zoneVerdict = { subject: HOST, domain: 'hosting_provider', confidence: 'proven', missing: [] } as const;
const customers = { ...zoneVerdict, domain: 'customer_configuration' } as const;
const disagree = { ...zoneVerdict, rule: 'R18' } as const;

const cases: readonly (readonly [string, World, Verdict])[] = [
  [
    'R18 names who runs the servers, never for certain',
    differingZone('differing-zone-data', foreignPack),
    {
      ...disagree,
      cause: 'dns.servers_disagree.data',
      domain: 'dns_operator',
      confidence: 'likely',
      explains: [`differing-zone-data ${HOST}`],
    },
  ],
  [
    'R18 names the provider for its own servers',
    differingZone('differing-zone-data', pack),
    {
      ...disagree,
      cause: 'dns.servers_disagree.data',
      confidence: 'likely',
      explains: [`differing-zone-data ${HOST}`],
    },
  ],
  [
    'R18 wants answers that nobody altered',
    differingZone('differing-zone-data', pack, []),
    {
      ...disagree,
      cause: 'dns.servers_disagree.data',
      confidence: 'possible',
      missing: ['C6 answers_altered'],
      explains: [`differing-zone-data ${HOST}`],
    },
  ],
  [
    'R18 takes one sight of differing serials for a transfer under way',
    differingZone('differing-zone-serial', pack),
    {
      ...disagree,
      cause: 'dns.servers_disagree.serial',
      confidence: 'possible',
      missing: ['C6 transfer_under_way'],
      explains: [`differing-zone-serial ${HOST}`],
    },
  ],
  [
    'R18 names nobody when no pack tells who runs the servers',
    differingZone('differing-zone-serial'),
    {
      ...disagree,
      cause: 'dns.servers_disagree.serial',
      ...nobody,
      missing: ['C6 transfer_under_way', 'C9 who_runs_the_name_servers'],
      explains: [`differing-zone-serial ${HOST}`],
    },
  ],
  [
    'R19 takes the zone’s own word for its private address',
    recordFinding('bogus-address-record', fromServer(NS1, HOST, 'A', loopbackRecord)),
    { ...customers, rule: 'R19', cause: 'dns.bogus_address', explains: [`bogus-address-record ${HOST}`] },
  ],
  [
    'R19 keeps a local filter possible without the zone’s word',
    recordFinding('bogus-address-record', fromSystem(HOST, 'A', loopbackRecord)),
    {
      ...customers,
      rule: 'R19',
      cause: 'dns.bogus_address',
      confidence: 'possible',
      missing: ['C6 local_filter'],
      explains: [`bogus-address-record ${HOST}`],
    },
  ],
  [
    'R98 says that the zone has no address for the name',
    recordFinding('missing-address-record', nothing),
    { ...customers, rule: 'R98', cause: 'dns.name_missing', explains: [`missing-address-record ${HOST}`] },
  ],
  [
    'R12 names the provider whose address is dead',
    deadAaaa([...anchorsOf(6), neighbour6], pack),
    {
      ...zoneVerdict,
      rule: 'R12',
      cause: 'dns.ipv6_address_dead',
      confidence: 'likely',
      explains: [`dead-ipv6-address ${HOST}`, `unreachable-imap-port ${HOST}:993`],
    },
  ],
  [
    'R12 names nobody when several machines of the provider are silent over IPv6 and none answers: the way',
    deadAaaa([...anchorsOf(6)], pack, ['2a00:3::2']),
    {
      ...zoneVerdict,
      ...nobody,
      subject: `${HOST}, mail.${HOST}`,
      rule: 'R12',
      cause: 'dns.ipv6_address_dead',
      missing: ['C4 ipv6_path'],
      explains: [
        `dead-ipv6-address ${HOST}`,
        `dead-ipv6-address mail.${HOST}`,
        `unreachable-imap-port ${HOST}:993`,
      ],
    },
  ],
  [
    'R12 names the zone’s settings when the address is nobody’s',
    deadAaaa(anchorsOf(6), { ...pack, addressRanges: ['45.0.3.0/24', '2a00:9::/32'] }),
    {
      ...customers,
      rule: 'R12',
      cause: 'dns.ipv6_address_dead',
      confidence: 'likely',
      explains: [`dead-ipv6-address ${HOST}`, `unreachable-imap-port ${HOST}:993`],
    },
  ],
  [
    'R12 names nobody without any control',
    deadAaaa([]),
    {
      ...customers,
      ...nobody,
      rule: 'R12',
      cause: 'dns.ipv6_address_dead',
      missing: ['C1 own_ipv6', 'C4 ipv6_path', 'C9 whose_address'],
      explains: [`dead-ipv6-address ${HOST}`, `unreachable-imap-port ${HOST}:993`],
    },
  ],
];

/** One name server kept the former zone, and with it the address of a machine that shows somebody else's certificate. */
function oneServerBehind(outdated: string, wrong: string): World {
  const addressOf = (server: string) => (server === outdated ? ELSEWHERE : SERVER);
  const zone = aZone({
    soa: (server) => [soa(HOST, server === outdated ? { serial: 2026030107 } : {})],
  });
  const answers = [NS1, NS2].map((server) =>
    fromServer(server, HOST, 'A', [aRecord(HOST, 'A', addressOf(server))]),
  );
  const page = aSecurePage({ chain: [aCertificate({ dnsNames: ['other.test'] })] }, at(wrong, 443));
  return {
    provider: pack,
    observations: [...zone, ...answers, page],
    findings: [
      aFinding('differing-zone-data', HOST, answers),
      aFinding('certificate-name-mismatch', `${HOST}:443 (${wrong})`, [page]),
    ],
  };
}

describe('R18', () => {
  fires(
    'R18',
    'what the machine shows that only the older zone leads to is a consequence',
    oneServerBehind(NS1, ELSEWHERE),
    { explains: [`differing-zone-data ${HOST}`, `certificate-name-mismatch ${HOST}:443 (${ELSEWHERE})`] },
  );
  fires(
    'R18',
    'what is wrong at the address of the zone in force has a cause of its own',
    oneServerBehind(NS2, SERVER),
    { explains: [`differing-zone-data ${HOST}`] },
  );
  trap('R65', 'the servers disagree', oneServerBehind(NS1, ELSEWHERE), ['R18']);
});

describe('rules about the data of a zone', () => {
  it.each(cases)('%s', (_, world, verdict) => {
    expect(verdictsOf(world)).toEqual([verdict]);
  });

  it.each([
    [
      'R98 keeps silent on what is only a warning',
      recordFinding('missing-address-record', nothing, { level: 'warning' }),
      'R98',
    ],
  ] satisfies (readonly [string, World, string])[])('%s', (_, world, rule) => {
    expect(verdictsOf(world).map((each) => each.rule)).not.toContain(rule);
  });
});
