import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { aFinding, at, closed, HOST, neighbour6, pack, SERVER6, verdictsOf, type Verdict, type World } from '../../../support/attribution-factories.ts';
import { aRecord, aZone, fromPublic, fromServer, fromSystem, NS1, NS2, soa } from '../../../support/dns-factories.ts';
import { aFailure, twice } from '../../../support/factories.ts';
import { anchorsOf } from '../../../support/network-factories.ts';

const ns1 = `ns1.example.test (${NS1})`;
const ns2 = `ns2.example.test (${NS2})`;
const foreignPack = { ...pack, nameServers: ['*.hoster.test'] };

/** The parent's servers deny the domain. */
function denied(servers: readonly string[]): World {
  const denials = servers.map((address) => fromServer(address, HOST, 'SOA', { rcode: 'NXDOMAIN' }));
  return { observations: denials, findings: [aFinding('missing-delegation', HOST, denials.slice(0, 1)), aFinding('missing-address-record', HOST), aFinding('missing-mx', HOST)] };
}

const publicAnswers = (reply: Parameters<typeof fromPublic>[2]): readonly Observation[] =>
  ['45.0.9.9', '45.0.9.10'].flatMap((address) => twice({ ...fromPublic(HOST, 'A', reply), id: `dns/https/${address}/${HOST}/A` }));

/** No server of the zone answers from here; elsewhere as told. */
function silentZone(elsewhere: readonly Observation[], provider: World['provider'] = pack): World {
  const zone = aZone({ soa: () => null });
  const to = (address: string) => zone.filter((each) => each.endpoint.address === address);
  return {
    ...(provider && { provider }),
    observations: [zone, anchorsOf(4), elsewhere],
    findings: [aFinding('silent-name-server', ns1, to(NS1)), aFinding('silent-name-server', ns2, to(NS2)), aFinding('resolver-failure', 'open (45.0.9.9)')],
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
    findings: [aFinding('lame-name-server', ns1, first, { outcome: isFirstGood ? 'passed' : 'failed' }), aFinding('lame-name-server', ns2, zone.slice(-1)), aFinding('missing-mx', HOST, [], { level: 'note' })],
  };
}

/** Both servers were also asked over TCP. */
function differingZone(check: string, provider?: World['provider']): World {
  const zone = aZone();
  const overTcp = [NS1, NS2].map((address) => fromServer(address, HOST, 'SOA', [soa(HOST)], 'tcp'));
  return { ...(provider && { provider }), observations: [zone, overTcp], findings: [aFinding(check, HOST, zone.slice(-2))] };
}

const recordFinding = (check: string, answer: Observation, partial: Parameters<typeof aFinding>[3] = {}): World => ({ observations: [answer], findings: [aFinding(check, HOST, [answer], partial)] });
const loopbackRecord = [aRecord(HOST, 'A', '127.0.0.1')];
const nothing = fromServer(NS1, HOST, 'A', []);
const failedLookup = fromPublic(HOST, 'A', servfail);

/** The IPv6 address is silent; the controls as given. */
function deadAaaa(controls: readonly Observation[], provider?: World['provider']): World {
  const silent = closed(at(SERVER6, 443));
  return { ...(provider && { provider }), observations: [silent, controls], findings: [aFinding('dead-ipv6-address', HOST, silent), aFinding('unreachable-imap-port', `${HOST}:993`, silent)] };
}

/** The zone is run elsewhere and the website's address is silent. */
function awayFrom(address: string): World {
  const zone = aZone();
  const silent = closed(at(address, 443));
  return { provider: foreignPack, observations: [zone, silent, anchorsOf(4)], findings: [aFinding('foreign-name-servers', HOST, zone.slice(1, 2), { level: 'note' }), aFinding('unreachable-web-port', `${HOST}:443`, silent)] };
}

const zoneVerdict = { subject: HOST, domain: 'hosting_provider', confidence: 'proven', missing: [] } as const;
const nobody = { domain: 'undetermined', confidence: 'possible' } as const;
const silentOnes = [`silent-name-server ${ns1}`, `silent-name-server ${ns2}`, 'resolver-failure open (45.0.9.9)'];
const customers = { ...zoneVerdict, domain: 'customer_configuration' } as const;

const cases: readonly (readonly [string, World, Verdict])[] = [
  ['R22 stays at possible: a typing error, an expiry and a lock look alike', denied(['45.0.0.2', '45.0.0.3']),
    { ...zoneVerdict, rule: 'R22', cause: 'dns.no_delegation', domain: 'registrar', confidence: 'possible', missing: ['C9 expired_or_mistyped'], explains: [`missing-delegation ${HOST}`, `missing-address-record ${HOST}`, `missing-mx ${HOST}`] }],
  ['R22 asks for a second parent server', denied(['45.0.0.2']),
    { ...zoneVerdict, rule: 'R22', cause: 'dns.no_delegation', domain: 'registrar', confidence: 'possible', missing: ['C6 one_parent_server', 'C9 expired_or_mistyped'], explains: [`missing-delegation ${HOST}`, `missing-address-record ${HOST}`, `missing-mx ${HOST}`] }],
  ['R28 names the provider when its servers fail for everyone', silentZone(publicAnswers(servfail)),
    { ...zoneVerdict, rule: 'R28', cause: 'dns.servers_unreachable', confidence: 'likely', explains: silentOnes }],
  ['R28 names the other operator when the provider does not run the zone', silentZone(publicAnswers(servfail), foreignPack),
    { ...zoneVerdict, rule: 'R28', cause: 'dns.servers_unreachable', domain: 'dns_operator', confidence: 'likely', explains: silentOnes }],
  ['R28 names nobody when others resolve the domain', silentZone(publicAnswers([aRecord(HOST, 'A', SERVER6)])),
    { ...zoneVerdict, ...nobody, rule: 'R28', cause: 'dns.servers_unreachable', missing: ['C6 only_from_here'], explains: silentOnes }],
  ['R27 names the provider when another of its servers knows the zone', lameZone(true),
    { ...zoneVerdict, rule: 'R27', cause: 'dns.server_lame.some', explains: [`lame-name-server ${ns2}`] }],
  ['R27 names nobody when no server knows the zone', lameZone(false),
    { ...zoneVerdict, ...nobody, rule: 'R27', cause: 'dns.server_lame.all', missing: ['C4 zone_never_added'], explains: [`lame-name-server ${ns1}`, `lame-name-server ${ns2}`, `missing-mx ${HOST}`] }],
  ['R18 names who runs the servers', differingZone('differing-zone-data', foreignPack),
    { ...zoneVerdict, rule: 'R18', cause: 'dns.servers_disagree.data', domain: 'dns_operator', explains: [`differing-zone-data ${HOST}`] }],
  ['R18 names nobody when no pack tells who runs the servers', differingZone('differing-zone-serial'),
    { ...zoneVerdict, ...nobody, rule: 'R18', cause: 'dns.servers_disagree.serial', missing: ['C9 who_runs_the_name_servers'], explains: [`differing-zone-serial ${HOST}`] }],
  ['R19 takes the zone’s own word for its private address', recordFinding('bogus-address-record', fromServer(NS1, HOST, 'A', loopbackRecord)),
    { ...customers, rule: 'R19', cause: 'dns.bogus_address', explains: [`bogus-address-record ${HOST}`] }],
  ['R19 keeps a local filter possible without the zone’s word', recordFinding('bogus-address-record', fromSystem(HOST, 'A', loopbackRecord)),
    { ...customers, rule: 'R19', cause: 'dns.bogus_address', confidence: 'possible', missing: ['C6 local_filter'], explains: [`bogus-address-record ${HOST}`] }],
  ['R98 says that the zone has no address for the name', recordFinding('missing-address-record', nothing),
    { ...customers, rule: 'R98', cause: 'dns.name_missing', explains: [`missing-address-record ${HOST}`] }],
  ['R34 says that the mail server has no address', recordFinding('mx-without-address', nothing),
    { ...customers, rule: 'R34', cause: 'mail.mx.no_address.nothing', explains: [`mx-without-address ${HOST}`] }],
  ['R34 says that the mail server is an alias', recordFinding('mx-alias', nothing),
    { ...customers, rule: 'R34', cause: 'mail.mx.no_address.alias', explains: [`mx-alias ${HOST}`] }],
  ['R34 says that the mail server is a number', recordFinding('mx-address-literal', nothing),
    { ...customers, rule: 'R34', cause: 'mail.mx.no_address.literal', explains: [`mx-address-literal ${HOST}`] }],
  ['R34 takes no failed lookup for proof', recordFinding('mx-without-address', failedLookup),
    { ...customers, rule: 'R34', cause: 'mail.mx.no_address.nothing', confidence: 'possible', missing: ['C6 lookup_failed'], explains: [`mx-without-address ${HOST}`] }],
  ['R34 says that no mail server is named', recordFinding('missing-mx', nothing),
    { ...customers, rule: 'R34', cause: 'mail.mx.missing', explains: [`missing-mx ${HOST}`] }],
  ['R12 names the provider whose address is dead', deadAaaa([...anchorsOf(6), neighbour6], pack),
    { ...zoneVerdict, rule: 'R12', cause: 'dns.ipv6_address_dead', confidence: 'likely', explains: [`dead-ipv6-address ${HOST}`, `unreachable-imap-port ${HOST}:993`] }],
  ['R12 names the zone’s settings when the address is nobody’s', deadAaaa(anchorsOf(6), { ...pack, addressRanges: ['45.0.3.0/24'] }),
    { ...customers, rule: 'R12', cause: 'dns.ipv6_address_dead', confidence: 'likely', explains: [`dead-ipv6-address ${HOST}`, `unreachable-imap-port ${HOST}:993`] }],
  ['R12 names nobody without any control', deadAaaa([]),
    { ...customers, ...nobody, rule: 'R12', cause: 'dns.ipv6_address_dead', missing: ['C1 own_ipv6', 'C4 ipv6_path', 'C9 whose_address'], explains: [`dead-ipv6-address ${HOST}`, `unreachable-imap-port ${HOST}:993`] }],
  ['R25 says that the domain leads away from the provider', awayFrom('45.0.8.8'),
    { ...customers, rule: 'R25', cause: 'dns.operated_elsewhere', explains: [`foreign-name-servers ${HOST}`, `unreachable-web-port ${HOST}:443`] }],
];

describe('rules about names', () => {
  it.each(cases)('%s', (_, world, verdict) => {
    expect(verdictsOf(world)).toEqual([verdict]);
  });

  it.each([
    ['R25 keeps silent when the site stands at the provider', awayFrom('45.0.3.1'), 'R25'],
    ['R28 keeps silent when one server answers', { ...silentZone([]), findings: silentZone([]).findings.slice(1) }, 'R28'],
    ['R34 and R98 keep silent on what is only a note', recordFinding('missing-address-record', nothing, { level: 'warning' }), 'R98'],
    ['R34 keeps silent when a missing MX record is made up for', recordFinding('missing-mx', nothing, { level: 'note' }), 'R34'],
  ] satisfies (readonly [string, World, string])[])('%s', (_, world, rule) => {
    expect(verdictsOf(world).map((each) => each.rule)).not.toContain(rule);
  });
});
