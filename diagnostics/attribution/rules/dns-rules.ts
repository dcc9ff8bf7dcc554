/** Rules about the domain's delegation, its name servers and the data of its zone. */
import type { Evidence } from '../../model/message.ts';
import type { Finding } from '../../model/finding.ts';
import type { Observation } from '../../model/observation.ts';
import type { FaultDomain } from '../../model/vocabulary.ts';
import { familyOf, isInRanges } from '../../model/view/addresses.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { delegationOf } from '../../model/view/delegation.ts';
import { hostsToResolve, mailDomain, webHosts } from '../../model/view/hosts.ts';
import { addressAnswers, dialAddresses, questionsTo } from '../../model/view/host-addresses.ts';
import { isClosed, portState } from '../../model/view/sessions.ts';
import { anchorsWork, belongsToProvider, matchesPattern, neighboursWork, providerAddressesKnown, samePortWorks } from '../controls.ts';
import { defineRule, type RivalTest, type Rule } from '../rule.ts';
import { addressesBehind, evidenceOf, groupBy, type RuleWorld } from '../rule-world.ts';

/** C9: does the provider of the pack run these name servers? `null` when no pack says. */
function isProviderZone(world: RuleWorld): boolean | null {
  const patterns = world.facts.provider?.nameServers ?? [];
  const servers = delegationOf(world.facts).cut?.nameServers ?? [];
  if (patterns.length === 0 || servers.length === 0) return null;
  return servers.some((server) => patterns.some((pattern) => matchesPattern(pattern, server)));
}

const delegationEvidence = (world: RuleWorld): readonly Evidence[] => {
  const seenIn = delegationOf(world.facts).cut?.seenIn;
  const observation = seenIn === undefined ? undefined : world.observation(seenIn);
  return observation ? [pointAt(observation, '/data/response/authorities/0/value')] : [];
};

/** Who runs the zone's servers, with the rival that stays open when no pack knows them. */
function zoneOperator(world: RuleWorld): { readonly accused: FaultDomain; readonly rivals: readonly RivalTest[]; readonly isOpenQuestion: boolean } {
  const isOwn = isProviderZone(world);
  const rival: RivalTest = {
    faultDomain: isOwn === true ? 'dns_operator' : 'hosting_provider', control: 'C9', id: 'who_runs_the_name_servers',
    excludedBy: isOwn === null ? [] : delegationEvidence(world),
  };
  return { accused: isOwn === true ? 'hosting_provider' : 'dns_operator', rivals: [rival], isOpenQuestion: isOwn === null };
}

/** R22: the parent denies the name. Without the registry's own word, unpaid, deleted and mistyped look alike. */
const noDelegation = defineRule({
  id: 'R22',
  rootCause: 'dns.no_delegation',
  match: (world) =>
    world.open('missing-delegation').map((finding) => {
      const denials = world.facts.jobs('dns').filter((job) => !job.best.input.recursion && job.best.data.response?.flags.aa === true && job.best.data.response.rcode === 'NXDOMAIN');
      const servers = new Set(denials.map((job) => job.best.endpoint.address));
      const agreeing = servers.size >= 2 ? denials.slice(0, 2).map((job) => pointAt(job.best, '/data/response/rcode')) : [];
      return {
        subject: finding.subject, service: 'dns' as const, accused: 'registrar' as const, basis: 'own_words' as const, isOpenQuestion: true,
        rivals: [
          { faultDomain: 'dns_operator' as const, control: 'C6' as const, excludedBy: agreeing, id: 'one_parent_server' },
          { faultDomain: 'customer_configuration' as const, control: 'C9' as const, excludedBy: [], id: 'expired_or_mistyped' },
        ],
        evidence: finding.evidence, explains: [finding, ...world.open('missing-address-record', 'missing-mx', 'resolver-failure', 'mx-without-address', 'missing-spf', 'missing-dmarc')],
      };
    }),
});

/** R28: no authoritative server answers from here. Others' answers tell an outage from a way that is blocked. */
const serversUnreachable = defineRule({
  id: 'R28',
  rootCause: 'dns.servers_unreachable',
  match(world) {
    const silent = world.open('silent-name-server');
    const servers = delegationOf(world.facts).servers;
    if (silent.length === 0 || servers.length === 0 || silent.length < servers.length) return [];
    const elsewhere = questionsTo(world.facts, 'public_resolver', world.facts.request.target.domain, 'A');
    const failing = elsewhere.filter((job) => job.best.failure?.code === 'dns_servfail'); // a time-out may be ours
    const resolved = elsewhere.filter((job) => job.best.failure === undefined);
    const everyoneFails = failing.length >= 2 && resolved.length === 0;
    const operator = zoneOperator(world);
    return [
      {
        subject: mailDomain(world.facts), service: 'dns', accused: everyoneFails ? operator.accused : 'undetermined', basis: 'one_vantage', isOpenQuestion: operator.isOpenQuestion,
        rivals: [
          { faultDomain: 'internet_path', control: 'C6', excludedBy: everyoneFails ? failing.slice(0, 2).map((job) => pointAt(job.best, '/failure/code')) : [], id: 'only_from_here' },
          { faultDomain: 'customer_network', control: 'C1', excludedBy: [...anchorsWork(world.facts, 4), ...anchorsWork(world.facts, 6)], id: 'own_connection' },
          ...operator.rivals,
        ],
        evidence: evidenceOf(silent), evidenceAgainst: resolved.slice(0, 2).map((job) => pointAt(job.best, '/data/response/rcode')),
        explains: [...silent, ...world.open('tcp-silent-name-server', 'resolver-failure', 'missing-address-record')],
      },
    ];
  },
});

/** R27: servers that the parent names do not know the zone. Where another server of the set knows it, the account exists. */
const lameServer = defineRule({
  id: 'R27',
  rootCause: 'dns.server_lame',
  match(world) {
    const lame = world.open('lame-name-server');
    if (lame.length === 0) return [];
    const good = world.findings.filter((finding) => finding.check === 'lame-name-server' && finding.outcome === 'passed');
    const operator = zoneOperator(world);
    return [
      {
        subject: mailDomain(world.facts), service: 'dns', accused: operator.accused, basis: 'own_words', values: { servers: lame.map((each) => each.subject).join(', '), count: lame.length, all: good.length === 0 },
        variant: good.length === 0 ? 'all' : 'some', isOpenQuestion: good.length === 0 || operator.isOpenQuestion,
        rivals: [{ faultDomain: 'customer_configuration', control: 'C4', excludedBy: good.flatMap((each) => each.evidence).slice(0, 2), id: 'zone_never_added' }, ...operator.rivals],
        evidence: evidenceOf(lame),
        explains: [...lame, ...world.open('resolver-failure', 'differing-zone-serial', 'differing-zone-data', 'parent-child-name-server-mismatch'), ...(good.length === 0 ? world.open('missing-address-record', 'missing-mx', 'mx-without-address') : [])],
      },
    ];
  },
});

/** Addresses that some servers of the zone give and others do not: what fails there is a consequence. */
function contestedAddresses(world: RuleWorld): ReadonlySet<string> {
  const contested = hostsToResolve(world.facts).flatMap((host) =>
    (['A', 'AAAA'] as const).flatMap((type) => {
      const answers = addressAnswers(world.facts, 'authoritative', host, type).map((each) => each.addresses);
      return answers.flat().filter((address) => !answers.every((each) => each.includes(address)));
    }),
  );
  return new Set(contested);
}

/** The serial of each server is the same over UDP and TCP: nobody on the way alters the answers. */
function sameSerialOverTcp(world: RuleWorld, zone: string): readonly Evidence[] {
  const soas = world.facts.jobs('dns').filter((job) => job.best.input.type === 'SOA' && job.best.input.name === zone && !job.best.input.recursion && job.best.data.response?.flags.aa === true);
  const serialOf = (job: (typeof soas)[number]): unknown => job.best.data.response?.answers.find((each) => each.type === 'SOA')?.fields?.['serial'];
  const overTcp = soas.filter((job) => job.best.input.transport === 'tcp');
  const isSame = (tcp: (typeof soas)[number]): boolean =>
    soas.some((udp) => udp.best.input.transport === 'udp' && udp.best.endpoint.address === tcp.best.endpoint.address && serialOf(udp) === serialOf(tcp));
  return overTcp.length >= 2 && overTcp.every(isSame) ? overTcp.slice(0, 2).map((job) => pointAt(job.best, '/data/response/answers/0/value')) : [];
}

/** R18: the servers of one zone give different data. */
const serversDisagree = defineRule({
  id: 'R18',
  rootCause: 'dns.servers_disagree',
  match(world) {
    const differing = world.open('differing-zone-data', 'differing-zone-serial');
    if (differing.length === 0) return [];
    const isData = differing.some((each) => each.check === 'differing-zone-data');
    const operator = zoneOperator(world);
    const contested = contestedAddresses(world);
    const consequences = world.open().filter((each) => !differing.includes(each) && addressesBehind(world, each).some((address) => contested.has(address)));
    const zone = mailDomain(world.facts);
    return [
      {
        subject: zone, service: 'dns', accused: operator.accused, basis: 'one_vantage', variant: isData ? 'data' : 'serial', isOpenQuestion: operator.isOpenQuestion,
        rivals: [
          { faultDomain: 'internet_path', control: 'C6', excludedBy: sameSerialOverTcp(world, zone), id: 'answers_altered' },
          ...(isData ? [] : [{ faultDomain: 'undetermined' as const, control: 'C6' as const, excludedBy: [], id: 'transfer_under_way' }]),
          ...operator.rivals,
        ],
        evidence: evidenceOf(differing), explains: [...differing, ...consequences],
      },
    ];
  },
});

/** R19: a private or otherwise special address in the public zone; only the authoritative answer makes it the zone's fault. */
const bogusAddress = defineRule({
  id: 'R19',
  rootCause: 'dns.bogus_address',
  match: (world) =>
    groupBy(world.open('bogus-address-record'), (finding) => finding.evidence.map((each) => each.excerpt).sort()[0] ?? '').map(([, findings]) => {
      const hosts = findings.map((each) => each.subject);
      const fromZone = findings.flatMap((finding) => world.behind(finding)).filter((each) => each.kind === 'dns' && !each.input.recursion && each.data.response?.flags.aa === true);
      return {
        subject: hosts.join(', '), service: 'dns' as const, accused: 'customer_configuration' as const, basis: 'own_words' as const,
        rivals: [{ faultDomain: 'customer_network' as const, control: 'C6' as const, excludedBy: fromZone.slice(0, 3).map((each) => pointAt(each, '/data/response/answers/0/value', '/data/response/answers')), id: 'local_filter' }],
        evidence: evidenceOf(findings), explains: [...findings, ...world.open('missing-address-record').filter((each) => hosts.includes(each.subject))],
      };
    }),
});

/** R34: the record says it itself; a lookup error never comes here, since the check then cannot tell. */
const mailExchanger = defineRule({
  id: 'R34',
  rootCause: 'mail.mx.no_address',
  match: (world) =>
    world.open('mx-without-address', 'mx-alias', 'mx-address-literal').map((finding) => {
      const said = world.behind(finding).filter((each) => each.kind === 'dns' && each.failure === undefined).map((each) => pointAt(each, '/data/response/rcode'));
      return {
        subject: finding.subject, service: 'mail' as const, accused: 'customer_configuration' as const, basis: 'own_words' as const, variant: mailVariant(finding), values: { domain: mailDomain(world.facts) },
        rivals: [{ faultDomain: 'dns_operator' as const, control: 'C6' as const, excludedBy: said.slice(0, 3), id: 'lookup_failed' }],
        evidence: finding.evidence, explains: [finding],
      };
    }),
});

const mailVariant = (finding: Finding): string => ({ 'mx-alias': 'alias', 'mx-address-literal': 'literal' })[finding.check] ?? 'nothing';

/** The domain has mailboxes, since its mail ports answer. */
const hasMailboxes = (world: RuleWorld): boolean =>
  world.findings.some((finding) => finding.outcome === 'passed' && ['unreachable-imap-port', 'unreachable-pop3-port', 'unreachable-submission-port'].includes(finding.check));

/** Without an MX record mail goes to the domain's own address; nobody takes it there. */
const nobodyTakesMail = (world: RuleWorld): boolean => {
  const domain = mailDomain(world.facts);
  const addresses = dialAddresses(world.facts, domain);
  return addresses.length > 0 && addresses.every((address) => isClosed(portState(world.facts, address, 25)));
};

/** C2: port 25 as such can be reached from here. */
const port25Works = (world: RuleWorld): readonly Evidence[] => ([4, 6] as const).flatMap((family) => samePortWorks(world.facts, 25, family));

/** No MX, and no address or nobody listening there: mail for the domain goes nowhere (RFC 5321 section 5.1). */
const missingExchanger = defineRule({
  id: 'R34',
  rootCause: 'mail.mx.missing',
  match(world) {
    const isLost = (level: string): boolean => level === 'error' || world.facts.request.symptom === 'mail_cannot_receive' || hasMailboxes(world);
    return world.open('missing-mx').filter((finding) => isLost(finding.level) && (finding.level === 'error' || nobodyTakesMail(world))).map((finding) => ({
      subject: finding.subject, service: 'mail' as const, accused: 'customer_configuration' as const, basis: 'own_words' as const,
      rivals: [
        { faultDomain: 'dns_operator' as const, control: 'C6' as const, excludedBy: finding.evidence, id: 'lookup_failed' },
        ...(finding.level === 'error' ? [] : [{ faultDomain: 'access_provider' as const, control: 'C2' as const, excludedBy: port25Works(world), id: 'port_blocked_on_the_way' }]),
      ],
      evidence: finding.evidence, explains: [finding],
    }));
  },
});

/** A name that the person gave has no address, and the zone itself says so. A www twin that nobody asked for is no fault. */
const nameMissing = defineRule({
  id: 'R98',
  rootCause: 'dns.name_missing',
  match: (world) =>
    world.open('missing-address-record').filter((finding) => finding.level === 'error').map((finding) => ({
      subject: finding.subject, service: 'dns' as const, accused: 'customer_configuration' as const, basis: 'own_words' as const,
      rivals: [{ faultDomain: 'dns_operator' as const, control: 'C6' as const, excludedBy: finding.evidence, id: 'lookup_failed' }],
      evidence: finding.evidence, explains: [finding],
    })),
});

/** R12: the IPv6 address of the target is dead while its IPv4 address works and this seat's IPv6 does. */
const deadIpv6 = defineRule({
  id: 'R12',
  rootCause: 'dns.ipv6_address_dead',
  match: (world) =>
    world.open('dead-ipv6-address').map((finding) => {
      const address = addressesBehind(world, finding).find((each) => familyOf(each) === 6) ?? '';
      const own = belongsToProvider(world.facts, address);
      const isForeign = providerAddressesKnown(world.facts) && own.length === 0;
      const reached = isForeign ? finding.evidence.slice(0, 1) : own.length > 0 ? own : [];
      const consequences = world.open().filter((each) => each !== finding && addressesBehind(world, each).includes(address));
      return {
        subject: finding.subject, service: 'dns' as const, accused: own.length > 0 ? ('hosting_provider' as const) : ('customer_configuration' as const), basis: 'one_vantage' as const, values: { address },
        rivals: [
          { faultDomain: 'access_provider' as const, control: 'C1' as const, excludedBy: anchorsWork(world.facts, 6), id: 'own_ipv6' },
          { faultDomain: 'internet_path' as const, control: 'C4' as const, excludedBy: isForeign ? reached : neighboursWork(world.facts, address), id: 'ipv6_path' },
          { faultDomain: own.length > 0 ? ('customer_configuration' as const) : ('hosting_provider' as const), control: 'C9' as const, excludedBy: reached, id: 'whose_address' },
        ],
        evidence: finding.evidence, explains: [finding, ...consequences],
      };
    }),
});

/** Errors of the web site at addresses that are not the provider's. */
function errorsAwayFromProvider(world: RuleWorld): readonly Finding[] {
  const { addressRanges } = world.facts.provider!;
  const hosts = webHosts(world.facts);
  const isAway = (each: Observation): boolean => each.endpoint.address !== undefined && hosts.includes(each.endpoint.name ?? '') && !isInRanges(each.endpoint.address, addressRanges);
  return world.open().filter((finding) => finding.level === 'error' && world.behind(finding).length > 0 && world.behind(finding).every(isAway));
}

/** R25: the zone is edited elsewhere and leads away from the provider's servers, where something fails. */
const operatedElsewhere = defineRule({
  id: 'R25',
  rootCause: 'dns.operated_elsewhere',
  match(world) {
    const foreign = world.open('foreign-name-servers');
    if (foreign.length === 0 || !providerAddressesKnown(world.facts)) return [];
    const away = errorsAwayFromProvider(world);
    if (away.length === 0) return [];
    return [
      {
        subject: mailDomain(world.facts), service: 'dns', accused: 'customer_configuration', basis: 'one_vantage', values: { servers: (delegationOf(world.facts).cut?.nameServers ?? []).join(', ') },
        rivals: [{ faultDomain: 'hosting_provider', control: 'C9', excludedBy: delegationEvidence(world), id: 'who_runs_the_name_servers' }],
        evidence: evidenceOf([...foreign, ...away]), explains: [...foreign, ...away],
      },
    ];
  },
});

export const dnsRules: readonly Rule[] = [noDelegation, serversUnreachable, lameServer, serversDisagree, bogusAddress, nameMissing, mailExchanger, missingExchanger, deadIpv6, operatedElsewhere];
