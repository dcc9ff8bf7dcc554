/** Rules about the delegation and the servers of the zone. */
import type { Finding } from '../../model/finding.ts';
import type { Evidence } from '../../model/message.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { connected, connectionTries } from '../../model/view/sessions.ts';
import { isWithin } from '../../model/view/dns-answers.ts';
import { delegationOf } from '../../model/view/delegation.ts';
import { hostsToResolve, mailDomain } from '../../model/view/hosts.ts';
import { addressAnswers, questionsTo } from '../../model/view/host-addresses.ts';
import { anchorsWork } from '../controls.ts';
import { serversSilentElsewhere } from '../elsewhere.ts';
import { defineRule, type Rule } from '../rule.ts';
import { addressesBehind, evidenceOf, type RuleWorld } from '../rule-world.ts';
import { zoneOperator } from './zone-operator.ts';

/**
 * The silent servers answer a question without EDNS: so the way to them is open, and they, or what stands before them, drop what
 * resolvers of today ask. Empty where one of them says nothing at all. Servers above the zone answered such questions over the same line.
 */
function droppedQuestions(world: RuleWorld, silent: readonly Finding[]): readonly Finding[] {
  const dropped = world
    .open('limited-edns')
    .filter(({ message }) => message.key === 'check.limited-edns.failed.dropped');
  const subjects = new Set(dropped.map(({ subject }) => subject));
  return silent.every(({ subject }) => subjects.has(subject)) ? dropped : [];
}

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
    const dropped = droppedQuestions(world, silent);
    const otherSeats = resolved.length === 0 ? serversSilentElsewhere(world) : [];
    const everyoneFails =
      (failing.length >= 2 && resolved.length === 0) || dropped.length > 0 || otherSeats.length > 0;
    const operator = zoneOperator(world);
    return [
      {
        subject: mailDomain(world.facts),
        service: 'dns',
        accused: everyoneFails ? operator.accused : 'undetermined',
        basis: 'one_vantage',
        isOpenQuestion: operator.isOpenQuestion,
        ...(dropped.length > 0 ? { variant: 'edns' } : {}),
        rivals: [
          {
            faultDomain: 'internet_path',
            control: 'C6',
            excludedBy: everyoneFails
              ? [
                  ...dropped.flatMap((each) => each.evidence),
                  ...failing.slice(0, 2).map((job) => pointAt(job.best, '/failure/code')),
                  ...otherSeats.slice(0, 2),
                ]
              : [],
            id: 'only_from_here',
          },
          {
            faultDomain: 'customer_network',
            control: 'C1',
            excludedBy: [...anchorsWork(world.facts, 4), ...anchorsWork(world.facts, 6)],
            id: 'own_connection',
          },
          ...operator.rivals,
        ],
        evidence: evidenceOf(silent),
        evidenceAgainst: resolved.slice(0, 2).map((job) => pointAt(job.best, '/data/response/rcode')),
        explains: [
          ...silent,
          ...dropped,
          ...world.open('tcp-silent-name-server', 'resolver-failure', 'missing-address-record'),
          ...world
            .open('unresolvable-mail-server')
            .filter((each) => isWithin(each.subject, mailDomain(world.facts))),
        ],
      },
    ];
  },
});

/** Subjects are `ns1.example.net (192.0.2.1)`. */
const serverNameOf = (finding: Finding): string => finding.subject.split(' ')[0] ?? '';

/** `ns1.example.net` and `ns2.example.net` are one operator's. */
const operatorPart = (server: string): string => server.split('.').slice(1).join('.');

/** R27: servers that the parent names do not know the zone. Where another server of the set knows it, the account exists. */
const lameServer = defineRule({
  id: 'R27',
  rootCause: 'dns.server_lame',
  match(world) {
    const lame = world.open('lame-name-server');
    if (lame.length === 0) return [];
    const names = [...new Set(lame.map(serverNameOf))];
    const siblings = new Set(names.map(operatorPart));
    // only servers of the same operator tell that it knows the zone: it is in the account then
    const good = world.findings.filter(
      (finding) =>
        finding.check === 'lame-name-server' &&
        finding.outcome === 'passed' &&
        siblings.has(operatorPart(serverNameOf(finding))),
    );
    const operator = zoneOperator(world, names);
    return [
      {
        subject: mailDomain(world.facts),
        service: 'dns',
        accused: operator.accused,
        basis: 'own_words',
        values: {
          servers: lame.map((each) => each.subject).join(', '),
          all: good.length === 0,
        },
        variant: good.length === 0 ? 'all' : 'some',
        isOpenQuestion: good.length === 0 || operator.isOpenQuestion,
        rivals: [
          {
            faultDomain: 'customer_configuration',
            control: 'C4',
            excludedBy: good.flatMap((each) => each.evidence).slice(0, 2),
            id: 'zone_never_added',
          },
          ...operator.rivals,
        ],
        evidence: evidenceOf(lame),
        explains: [
          ...lame,
          ...world.open(
            'resolver-failure',
            'differing-zone-serial',
            'differing-zone-data',
            'parent-child-name-server-mismatch',
          ),
          ...(good.length === 0
            ? world.open(
                'missing-address-record',
                'missing-mx',
                'mx-without-address',
                'unresolvable-mail-server',
              )
            : []),
        ],
      },
    ];
  },
});

/** Later by serial number arithmetic (RFC 1982 section 3.2), as serials of 32 bits wrap. */
const isLater = (one: number, other: number): boolean => one !== other && (one - other) >>> 0 < 2 ** 31;

/** Addresses of servers that hold an older version of the zone than another one does. */
function serversBehind(world: RuleWorld): ReadonlySet<string> {
  const serials = questionsTo(world.facts, 'authoritative', mailDomain(world.facts), 'SOA').flatMap(
    ({ best }) => {
      const soa = best.data.response?.answers.find((each) => each.type === 'SOA');
      const serial = Number(soa?.fields?.['serial'] ?? Number.NaN);
      return Number.isNaN(serial) ? [] : [{ server: best.endpoint.address ?? '', serial }];
    },
  );
  const isBehind = ({ serial }: (typeof serials)[number]): boolean =>
    serials.some((each) => isLater(each.serial, serial));
  return new Set(serials.filter(isBehind).map(({ server }) => server));
}

/**
 * Addresses that some servers of the zone give and others do not, and that are dead or come from a version of the zone that is no
 * longer in force: what fails there is a consequence, whatever the machine there shows.
 */
function contestedAddresses(world: RuleWorld): ReadonlySet<string> {
  const isDead = (address: string): boolean =>
    !connectionTries(world.facts).some((each) => each.endpoint.address === address && connected(each));
  const behind = serversBehind(world);
  const contested = hostsToResolve(world.facts).flatMap((host) =>
    (['A', 'AAAA'] as const).flatMap((type) => {
      const answers = addressAnswers(world.facts, 'authoritative', host, type);
      const givers = (address: string) => answers.filter((each) => each.addresses.includes(address));
      const isOutdated = (address: string): boolean =>
        givers(address).every(({ job }) => behind.has(job.best.endpoint.address ?? ''));
      return answers
        .flatMap((each) => each.addresses)
        .filter(
          (address) => givers(address).length < answers.length && (isDead(address) || isOutdated(address)),
        );
    }),
  );
  return new Set(contested);
}

/** The serial of each server is the same over UDP and TCP: nobody on the way alters the answers. */
function sameSerialOverTcp(world: RuleWorld, zone: string): readonly Evidence[] {
  const soas = world.facts
    .jobs('dns')
    .filter(
      (job) =>
        job.best.input.type === 'SOA' &&
        job.best.input.name === zone &&
        !job.best.input.recursion &&
        job.best.data.response?.flags.aa === true,
    );
  const serialOf = (job: (typeof soas)[number]): unknown =>
    job.best.data.response?.answers.find((each) => each.type === 'SOA')?.fields?.['serial'];
  const overTcp = soas.filter((job) => job.best.input.transport === 'tcp');
  const isSame = (tcp: (typeof soas)[number]): boolean =>
    soas.some(
      (udp) =>
        udp.best.input.transport === 'udp' &&
        udp.best.endpoint.address === tcp.best.endpoint.address &&
        serialOf(udp) === serialOf(tcp),
    );
  return overTcp.length >= 2 && overTcp.every(isSame)
    ? overTcp.slice(0, 2).map((job) => pointAt(job.best, '/data/response/answers/0/value'))
    : [];
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
    const consequences = world
      .open()
      .filter(
        (each) =>
          !differing.includes(each) && addressesBehind(world, each).some((address) => contested.has(address)),
      );
    const zone = mailDomain(world.facts);
    return [
      {
        subject: zone,
        service: 'dns',
        accused: operator.accused,
        basis: 'one_vantage',
        variant: isData ? 'data' : 'serial',
        isOpenQuestion: operator.isOpenQuestion,
        rivals: [
          {
            faultDomain: 'internet_path',
            control: 'C6',
            excludedBy: sameSerialOverTcp(world, zone),
            id: 'answers_altered',
          },
          ...(isData
            ? []
            : [
                {
                  faultDomain: 'undetermined' as const,
                  control: 'C6' as const,
                  excludedBy: [],
                  id: 'transfer_under_way',
                },
              ]),
          ...operator.rivals,
        ],
        evidence: evidenceOf(differing),
        explains: [...differing, ...consequences],
      },
    ];
  },
});

export const nameServerRules: readonly Rule[] = [serversUnreachable, lameServer, serversDisagree];
