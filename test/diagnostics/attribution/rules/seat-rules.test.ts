import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import { aFinding, addressInZone, at, closed, controlSites, HOST, open, samePortClosed, SERVER, SERVER6, timeSources, verdictsOf, type Verdict, type World } from '../../../support/attribution-factories.ts';
import { aRecord, fromPublic, fromServer, fromSystem, NS1 } from '../../../support/dns-factories.ts';
import { anObservation, twice } from '../../../support/factories.ts';
import { anchorsOf, anchorsSilent, anEnvironment, ipv6Interface, offline } from '../../../support/network-factories.ts';

const OLD = '45.0.8.8';
const ISP_RESOLVER = '45.0.7.7';

const siteDown = aFinding('unreachable-web-port', `${HOST}:443`, closed(at(SERVER, 443)));

function noNetwork(defaultRoutes: readonly never[] | undefined): World {
  const environment = anEnvironment(defaultRoutes ? { defaultRoutes } : {});
  return { observations: [environment, offline], findings: [aFinding('unreachable-internet', 'local', offline), siteDown] };
}

/** Portal answers by operator: `true` for the page as it should be. */
function portal(alpha: boolean, beta: boolean): World {
  const answer = (operator: string, url: string, status: number, bodyStart: string): Observation =>
    anObservation('http', { id: `http/${operator}`, control: 'C1', endpoint: { operator }, input: { url, method: 'GET' }, data: { connectMs: 5, status, bodyStart } });
  const observations = [
    answer('alpha', 'http://portal.alpha.test/204', alpha ? 204 : 302, ''),
    answer('beta', 'http://portal.beta.test/ok', beta ? 200 : 302, beta ? 'ok' : ''),
  ];
  return { observations, findings: [aFinding('captive-portal', 'local', observations)] };
}

const clockOff = (sources: number): World => {
  const observations = timeSources(900_000, sources);
  return { observations, findings: [aFinding('wrong-clock', 'local', observations)] };
};

const resigned = (how: 'systemOnly' | 'nobody'): World => {
  const sites = controlSites(how);
  return { observations: sites, findings: [aFinding('intercepted-connection', 'local', sites), aFinding('untrusted-certificate', `${HOST}:443`)] };
};

function hostsLine(observations: readonly Observation[]): World {
  const environment = anEnvironment({ hostsEntries: [{ name: HOST, address: OLD, file: '/etc/hosts' }] });
  const dead = closed(at(OLD, 443));
  return {
    observations: [environment, dead, observations],
    findings: [aFinding('hosts-file-override', HOST, [environment]), aFinding('unreachable-web-port', `${HOST}:443`, dead), aFinding('differing-system-lookup', HOST)],
  };
}

/** Names fail at this resolver and work elsewhere. */
const deadResolver = (resolver: string, anchors = anchorsOf(4)): World => ({
  observations: [anEnvironment({ resolvers: [resolver] }), anchors, fromPublic('other.test', 'A', [aRecord('other.test', 'A', SERVER)]), fromServer(NS1, HOST, 'SOA', [])],
  findings: [aFinding('unresolvable-anchor-names', 'local', anchors), aFinding('silent-resolver', resolver)],
});

const deadIpv6Seat: World = (() => {
  const silent = anchorsSilent(6).flatMap(twice);
  const overSix = closed(at(SERVER6, 443));
  const overFour = closed(at(SERVER, 53));
  return {
    observations: [anEnvironment({ interfaces: [ipv6Interface] }), anchorsOf(4), silent, overSix, overFour],
    findings: [aFinding('broken-ipv6', 'local', silent), aFinding('unreachable-web-port', `${HOST}:443`, overSix), aFinding('tcp-silent-name-server', 'ns1.example.test', overFour, { level: 'warning' })],
  };
})();

const port25 = (others: readonly Observation[]): World => {
  const own = closed(at(SERVER, 25));
  return { observations: [anchorsOf(4), others, own], findings: [aFinding('blocked-port-25', 'local', others), aFinding('unreachable-smtp-port', `${HOST}:25`, own)] };
};

/** The resolver gives an old address; the zone's own server gives the new one. */
function oldAnswer(resolver: string): World {
  const asked = fromSystem(HOST, 'A', [aRecord(HOST, 'A', OLD)], resolver);
  const dead = closed(at(OLD, 443));
  const lookup = anObservation('system-lookup', { id: `system-lookup/${HOST}`, input: { name: HOST }, data: { addresses: [OLD] } });
  return {
    observations: [anEnvironment({ resolvers: [resolver] }), asked, lookup, addressInZone(), dead],
    findings: [aFinding('stale-resolver-answer', HOST, [asked]), aFinding('unreachable-web-port', `${HOST}:443`, dead)],
  };
}

const local = { subject: 'local', domain: 'customer_network', confidence: 'proven', missing: [] } as const;
const web = `unreachable-web-port ${HOST}:443`;

const cases: readonly (readonly [string, World, Verdict])[] = [
  ['R1 names this network when the machine has no way out', noNetwork([]),
    { ...local, rule: 'R1', cause: 'network.offline.no_route', explains: ['unreachable-internet local', web] }],
  ['R1 names nobody when there is a route', noNetwork(undefined),
    { ...local, rule: 'R1', cause: 'network.offline.no_answer', domain: 'undetermined', confidence: 'possible', missing: ['C0 access_line'], explains: ['unreachable-internet local', web] }],
  ['R8 names this network when pages of two operators are replaced', portal(false, false),
    { ...local, rule: 'R8', cause: 'network.captive_portal', explains: ['captive-portal local'] }],
  ['R8 names nobody when one operator answers as it should', portal(false, true),
    { ...local, rule: 'R8', cause: 'network.captive_portal', domain: 'undetermined', confidence: 'possible', missing: ['C1 one_portal_operator'], explains: ['captive-portal local'] }],
  ['R7 names this computer when two time sources agree', clockOff(2),
    { ...local, rule: 'R7', cause: 'local.clock_wrong', domain: 'customer_device', explains: ['wrong-clock local'] }],
  ['R7 names nobody on the word of one time source', clockOff(1),
    { ...local, rule: 'R7', cause: 'local.clock_wrong', domain: 'undetermined', confidence: 'possible', missing: ['C7 wrong_time_source'], explains: ['wrong-clock local'] }],
  ['R6 names this computer when it trusts who re-signs', resigned('systemOnly'),
    { ...local, rule: 'R6', cause: 'tls.intercepted.trusted_here', domain: 'customer_device', explains: ['intercepted-connection local', `untrusted-certificate ${HOST}:443`] }],
  ['R6 names nobody when nobody trusts the issuer', resigned('nobody'),
    { ...local, rule: 'R6', cause: 'tls.intercepted.untrusted', domain: 'undetermined', confidence: 'possible', missing: ['C5 intercepted_further_out'], explains: ['intercepted-connection local', `untrusted-certificate ${HOST}:443`] }],
  ['R3 names this computer when DNS says something else', hostsLine([addressInZone()]),
    { ...local, rule: 'R3', cause: 'dns.hosts_override', subject: HOST, domain: 'customer_device', explains: [`hosts-file-override ${HOST}`, web, `differing-system-lookup ${HOST}`] }],
  ['R3 names nobody when DNS says nothing', hostsLine([]),
    { ...local, rule: 'R3', cause: 'dns.hosts_override', subject: HOST, domain: 'undetermined', confidence: 'possible', missing: ['C6 hosts_right_dns_wrong'], explains: [`hosts-file-override ${HOST}`, web, `differing-system-lookup ${HOST}`] }],
  ['R2 holds a public resolver to be the access provider’s', deadResolver(ISP_RESOLVER),
    { ...local, rule: 'R2', cause: 'network.resolver_broken', subject: ISP_RESOLVER, domain: 'access_provider', confidence: 'likely', explains: ['unresolvable-anchor-names local', `silent-resolver ${ISP_RESOLVER}`] }],
  ['R2 names nobody when the router only passes on', deadResolver('192.168.1.1'),
    { ...local, rule: 'R2', cause: 'network.resolver_broken', subject: '192.168.1.1', domain: 'undetermined', confidence: 'possible', missing: ['C5 router_forwards'], explains: ['unresolvable-anchor-names local', 'silent-resolver 192.168.1.1'] }],
  ['R11 takes what fails over IPv6 upon itself and leaves IPv4 alone', deadIpv6Seat,
    { ...local, rule: 'R11', cause: 'network.ipv6_broken', domain: 'undetermined', confidence: 'possible', missing: ['C5 home_router_ipv6'], explains: ['broken-ipv6 local', web] }],
  ['R45 names the access line when port 25 fails towards everybody', port25(samePortClosed(25)),
    { rule: 'R45', cause: 'network.port25_blocked', subject: 'port 25', domain: 'access_provider', confidence: 'likely', missing: [], explains: ['blocked-port-25 local', `unreachable-smtp-port ${HOST}:25`] }],
  ['R16 holds a public resolver to be the access provider’s', oldAnswer(ISP_RESOLVER),
    { rule: 'R16', cause: 'dns.resolver_stale', subject: HOST, domain: 'access_provider', confidence: 'likely', missing: [], explains: [`stale-resolver-answer ${HOST}`, web] }],
  ['R16 names nobody when the router only passes on', oldAnswer('192.168.1.1'),
    { rule: 'R16', cause: 'dns.resolver_stale', subject: HOST, domain: 'undetermined', confidence: 'possible', missing: ['C5 router_forwards'], explains: [`stale-resolver-answer ${HOST}`, web] }],
];

describe('rules about the seat', () => {
  it.each(cases)('%s', (_, world, verdict) => {
    expect(verdictsOf(world)).toEqual([verdict]);
  });

  it.each([
    ['R2 keeps silent when no anchor answers by address either', deadResolver('192.168.1.1', []), 'R2'],
    ['R45 keeps silent when the mail server’s own port 25 was not missed', { findings: [aFinding('blocked-port-25', 'local')] }, 'R45'],
    ['R1 keeps silent when the internet answers', { observations: [open(at(SERVER, 443))], findings: [siteDown] }, 'R1'],
  ] satisfies (readonly [string, World, string])[])('%s', (_, world, rule) => {
    expect(verdictsOf(world).map((each) => each.rule)).not.toContain(rule);
  });
});
