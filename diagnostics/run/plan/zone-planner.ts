/** The delegation walked from the root, and what every authoritative server of the zone says (C6, the truth). */
import type { Job } from '../../model/job.ts';
import type { RecordType } from '../../model/observations/dns.ts';
import { isSurvey } from '../../model/view/asked-about.ts';
import { isWithin } from '../../model/view/dns-answers.ts';
import { delegationOf, type Delegation } from '../../model/view/delegation.ts';
import type { Facts } from '../../model/view/facts.ts';
import { hostsToResolve, isNullMx, mxTargets, wants } from '../../model/view/hosts.ts';
import { trueAddresses } from '../../model/view/host-addresses.ts';
import { mailHome, sendingAddresses } from '../../model/view/provider-mail.ts';
import { reverseName } from '../../model/view/reverse-name.ts';
import { serverAddresses, type AuthoritativeQuestion } from '../../model/view/resolver.ts';
import { authoritativeJob, resolverJob } from './job-kit.ts';
import { onePublicResolver } from './names-planner.ts';
import type { Planner } from './planner.ts';

const NAMES_ASKED_AT_MOST = 4;
/** Servers that a survey asks for all records; the others only whether they know the zone. */
const SURVEYED_SERVERS = 2;
/** Walking ends here, however many servers a hostile delegation names; a usual run has about forty questions. */
const WALK_QUESTIONS_AT_MOST = 300;

/** What tells whether a server knows the zone at all. The rest is asked once it does: a silent server costs one deadline, not many. */
const firstQuestions = (zone: string): readonly (readonly [string, RecordType])[] => [
  [zone, 'SOA'],
  [zone, 'NS'],
];

const isAuthority = (facts: Facts, zone: string, address: string): boolean =>
  facts
    .jobs('dns')
    .some(
      ({ best }) =>
        best.endpoint.address === address &&
        isWithin(best.input.name, zone) &&
        best.failure === undefined &&
        best.data.response?.flags.aa === true,
    );

/** Records that every server is asked for, so that their data can be compared (R18). */
function questionsToEveryServer(facts: Facts, zone: string): readonly (readonly [string, RecordType])[] {
  const hosts = hostsToResolve(facts).filter((host) => isWithin(host, zone));
  return [
    ...firstQuestions(zone),
    ...hosts.flatMap((host) => [[host, 'A'] as const, [host, 'AAAA'] as const]),
    ...(wants(facts, 'mail') ? [[zone, 'MX'] as const] : []),
  ];
}

/** Records of policy and authentication: one server's word is enough. */
const questionsToOneServer = (facts: Facts, zone: string): readonly (readonly [string, RecordType])[] => [
  [zone, 'CAA'],
  ...(wants(facts, 'mail') ? [[zone, 'TXT'] as const, [`_dmarc.${zone}`, 'TXT'] as const] : []),
];

function zoneQuestions(facts: Facts, delegation: Delegation): readonly AuthoritativeQuestion[] {
  const zone = delegation.cut?.zone;
  if (zone === undefined) return [];
  const answering = delegation.servers.filter((server) => isAuthority(facts, zone, server.address));
  const toAll = delegation.servers.flatMap((server) => {
    const isFull =
      answering.includes(server) && (!isSurvey(facts) || answering.indexOf(server) < SURVEYED_SERVERS);
    const questions = isFull ? questionsToEveryServer(facts, zone) : firstQuestions(zone);
    return questions.map(([name, type]) => ({ ...server, name, type, transport: 'udp' as const }));
  });
  const overTcp = (isSurvey(facts) ? [] : delegation.servers).map((server) => ({
    ...server,
    name: zone,
    type: 'SOA' as const,
    transport: 'tcp' as const,
  }));
  const toOne = answering.slice(0, 1).flatMap((server) =>
    questionsToOneServer(facts, zone).map(([name, type]) => ({
      ...server,
      name,
      type,
      transport: 'udp' as const,
    })),
  );
  return [...toAll, ...overTcp, ...toOne];
}

/** Addresses of servers outside their own zone have to be walked for as well. */
function pendingWalks(facts: Facts, { resolution, cut }: Delegation): readonly AuthoritativeQuestion[] {
  const asked = facts.jobs('dns').filter((job) => !job.best.input.recursion).length;
  const questions = [
    ...(resolution.status === 'asking' ? resolution.questions : []),
    ...(cut ? serverAddresses(facts, cut).questions : []),
  ];
  return questions.slice(0, Math.max(0, WALK_QUESTIONS_AT_MOST - asked));
}

/** Reverse names of the hosts that take mail, and of those that the provider sends from (R40), by one public resolver. */
function reverseQuestions(facts: Facts): readonly Job[] {
  const resolver = onePublicResolver(facts);
  const targets = mxTargets(facts) ?? [];
  if (!resolver || !wants(facts, 'mail') || isNullMx(targets)) return [];
  const addresses = targets
    .slice(0, 2)
    .flatMap((target) => trueAddresses(facts, target.exchange).slice(0, 1));
  const sending = mailHome(facts) === 'provider' ? sendingAddresses(facts) : [];
  return [...new Set([...addresses, ...sending])].map((address) =>
    resolverJob(resolver, reverseName(address), 'PTR'),
  );
}

/** Name servers by name, since glue does not tell an alias (RFC 2181 section 10.3), and the names that reverse records lead to. */
function nameQuestions(facts: Facts, delegation: Delegation): readonly Job[] {
  const resolver = onePublicResolver(facts);
  if (!resolver) return [];
  const reverse = facts
    .jobs('dns')
    .filter((job) => job.best.input.type === 'PTR')
    .flatMap(
      (job) =>
        job.best.data.response?.answers.filter((each) => each.type === 'PTR').map((each) => each.value) ?? [],
    );
  const names = [
    ...(delegation.cut?.nameServers ?? []).slice(0, NAMES_ASKED_AT_MOST),
    ...reverse.slice(0, NAMES_ASKED_AT_MOST),
  ];
  return names.flatMap((name) => [resolverJob(resolver, name, 'A'), resolverJob(resolver, name, 'AAAA')]);
}

export const zonePlanner: Planner = {
  id: 'zone',
  isWanted: (facts) => !facts.request.target.isAddress,
  plan(facts) {
    const delegation = delegationOf(facts);
    const signer = delegation.cut === undefined ? [] : signerQuestions(facts, delegation.cut.zone);
    return [
      ...[...pendingWalks(facts, delegation), ...zoneQuestions(facts, delegation)].map(authoritativeJob),
      ...signer,
      ...nameQuestions(facts, delegation),
      ...reverseQuestions(facts),
    ];
  },
};

/** DS lives at the parent; a resolver finds it there (RFC 4035 section 4.2). */
function signerQuestions(facts: Facts, zone: string): readonly Job[] {
  const resolver = onePublicResolver(facts);
  return resolver ? [resolverJob(resolver, zone, 'DS')] : [];
}
