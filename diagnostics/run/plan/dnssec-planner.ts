/**
 * Signatures are looked at only after a resolver refused the domain (SERVFAIL), or where somebody asked for DNS in particular: the same
 * question without validation, the digests at the parent, and keys and signatures at the zone's own servers. The usual run of a healthy
 * domain asks none of this.
 */
import type { Job } from '../../model/job.ts';
import type { RecordType } from '../../model/observations/dns.ts';
import { isAskedAbout } from '../../model/view/asked-about.ts';
import { delegationOf } from '../../model/view/delegation.ts';
import { isWithin } from '../../model/view/dns-answers.ts';
import { inventedNames } from '../../model/view/dns-honesty.ts';
import type { Facts, Tried } from '../../model/view/facts.ts';
import { wordOn } from '../../model/view/record-word.ts';
import {
  askableServers,
  serverAddresses,
  type NamedAddress,
  type ZoneCut,
} from '../../model/view/resolver.ts';
import { failingByResolver } from '../../model/view/validation.ts';
import { authoritativeJob, uncheckedJob } from './job-kit.ts';
import type { Planner } from './planner.ts';

const PARENT_SERVERS_ASKED = 2;
const ZONE_SERVERS_ASKED = 4;
const QUESTIONS_AT_MOST = 4;
/** The root, a top-level domain, one or two below it such as co.uk. */
const LINKS_AT_MOST = 5;

const uncheckedJobs = (failing: readonly (readonly Tried<'dns'>[])[]): readonly Job[] =>
  failing.flatMap((jobs) => jobs.slice(0, 1)).map(uncheckedJob);

type Question = readonly [name: string, type: RecordType];

/** What resolvers refused to answer, once each. */
function refusedQuestions(failing: readonly (readonly Tried<'dns'>[])[], zone: string): readonly Question[] {
  const asked = failing.flat().map(({ best: { input } }) => input);
  const own = asked.filter(({ name, type }) => isWithin(name, zone) && type !== 'DS');
  return [...new Map(own.map(({ name, type }) => [`${name} ${type}`, [name, type] as const])).values()].slice(
    0,
    QUESTIONS_AT_MOST,
  );
}

const signedJobs = (servers: readonly NamedAddress[], questions: readonly Question[]): readonly Job[] =>
  servers.flatMap((server) =>
    questions.map(([name, type]) =>
      authoritativeJob({ ...server, name, type, transport: 'udp', dnssecOk: true }),
    ),
  );

/** What the zone asks its registry to hold about its keys. */
const signalsTo = (zone: string): readonly Question[] => [
  [zone, 'CDS'],
  [zone, 'CDNSKEY'],
];

/** Of a signed zone: what it has, and the proof that a made-up name is not there. */
function questionsOfHealth(facts: Facts, zone: string): readonly Question[] {
  if (!isAskedAbout(facts, 'dns') || wordOn(facts, zone, 'DS').status !== 'found') return [];
  const invented = inventedNames(facts).filter((name) => isWithin(name, zone));
  return [[zone, 'SOA'], ...invented.map((name): Question => [name, 'A']), ...signalsTo(zone)];
}

/** A zone that the registry holds no key of: whether it asks for that, at one server. */
function enrolmentJobs(facts: Facts, zone: string, servers: readonly NamedAddress[]): readonly Job[] {
  if (!isAskedAbout(facts, 'dns') || wordOn(facts, zone, 'DS').status !== 'none') return [];
  return signedJobs(servers.slice(0, 1), signalsTo(zone));
}

const serversOf = (facts: Facts, cut: ZoneCut): readonly NamedAddress[] =>
  askableServers(serverAddresses(facts, cut).known, cut).slice(0, PARENT_SERVERS_ASKED);

/** Zones from the root down to the parent of the customer's, each with the one below it. */
function linksAbove(facts: Facts): readonly { readonly above: ZoneCut; readonly below: string }[] {
  const { resolution, cut } = delegationOf(facts);
  const last = resolution.cuts.findIndex((each) => each.zone === cut?.zone);
  return resolution.cuts
    .slice(0, Math.max(0, last))
    .map((above, index) => ({ above, below: resolution.cuts[index + 1]!.zone }));
}

/** What the parent holds of the zone's keys; where a resolver refuses the domain, what vouches for the parent as well, from the root down. */
function digestJobs(facts: Facts, isRefused: boolean): readonly Job[] {
  const links = linksAbove(facts);
  return (isRefused ? links.slice(-LINKS_AT_MOST) : links.slice(-1)).flatMap(({ above, below }) =>
    signedJobs(serversOf(facts, above), [
      [below, 'DS'],
      ...(isRefused ? [[above.zone, 'DNSKEY'] satisfies Question] : []),
    ]),
  );
}

export const dnssecPlanner: Planner = {
  id: 'dnssec',
  isWanted: (facts) => !facts.request.target.isAddress,
  plan(facts) {
    const failing = [...failingByResolver(facts).values()];
    const { cut, servers } = delegationOf(facts);
    if (cut === undefined) return [];
    const healthQuestions = questionsOfHealth(facts, cut.zone);
    const enrolment = enrolmentJobs(facts, cut.zone, servers);
    if (failing.length === 0 && healthQuestions.length === 0) return enrolment;
    const questions: readonly Question[] = [
      [cut.zone, 'DNSKEY'],
      ...healthQuestions,
      ...refusedQuestions(failing, cut.zone),
    ];
    return [
      ...enrolment,
      ...uncheckedJobs(failing),
      ...digestJobs(facts, failing.length > 0),
      ...signedJobs(servers.slice(0, ZONE_SERVERS_ASKED), questions),
    ];
  },
};
