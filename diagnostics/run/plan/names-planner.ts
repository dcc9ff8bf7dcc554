/** What the operating system, its resolvers and public resolvers say of every host of interest (C6, seen from the customer's side). */
import type { Job } from '../../model/job.ts';
import type { NetworkData } from '../../model/network-data.ts';
import type { RecordType } from '../../model/observations/dns.ts';
import type { Facts, Tried } from '../../model/view/facts.ts';
import { hostsToResolve, mailDomain, wants } from '../../model/view/hosts.ts';
import { isSurvey } from '../../model/view/asked-about.ts';
import { isZoneSpreading } from '../../model/view/spreading.ts';
import { environmentOf } from '../../model/view/vantage.ts';
import { resolverJob, systemLookupJob, type Resolver } from './job-kit.ts';
import type { Planner } from './planner.ts';

const systemResolversAsked = 2;
const publicOperatorsAsked = 2;

export const systemResolvers = (facts: Facts): readonly Resolver[] =>
  [...new Set([...facts.request.resolvers, ...(environmentOf(facts)?.data.resolvers ?? [])])]
    .slice(0, systemResolversAsked)
    .map((address) => ({ address }));

/** In a survey one of them, a part of the domains each: a long list of domains asks much of a resolver. */
function operatorsAsked(facts: Facts): NetworkData['publicResolvers'] {
  const operators = facts.networkData.publicResolvers.slice(0, publicOperatorsAsked);
  if (!isSurvey(facts)) return operators;
  const sum = Buffer.from(facts.request.target.domain).reduce((total, each) => total + each, 0);
  const turn = sum % Math.max(1, operators.length);
  return operators.slice(turn, turn + 1);
}

/** DoH first: it cannot be answered by somebody on the way. Plain UDP when DoH of that operator failed. */
function publicResolvers(facts: Facts): readonly Resolver[] {
  return operatorsAsked(facts).flatMap((known): readonly Resolver[] => {
    const address = known.addresses[0];
    if (address === undefined) return [];
    const overHttps = { address, operator: known.operator, name: known.name, doh: known.doh };
    const plain = { address, operator: known.operator, name: known.name };
    if (known.doh === undefined) return [plain];
    const tries = facts
      .jobs('dns')
      .filter((job) => job.best.endpoint.operator === known.operator && job.best.input.transport === 'https');
    const isBlocked = tries.length > 0 && tries.every((job) => job.best.data.response === undefined);
    return isBlocked ? [overHttps, plain] : [overHttps];
  });
}

const triesOf = (facts: Facts, resolver: Resolver): readonly Tried<'dns'>[] =>
  facts
    .jobs('dns')
    .filter(
      ({ best }) =>
        best.input.recursion &&
        best.endpoint.address === resolver.address &&
        best.endpoint.operator === resolver.operator,
    )
    .filter(({ best }) => (best.input.transport === 'https') === (resolver.doh !== undefined));

const hasAnswered = (tried: Tried<'dns'>): boolean => tried.best.data.response !== undefined;

/** For questions that one resolver's word is enough for: the first that is not silent, once it has answered something. */
export function onePublicResolver(facts: Facts): Resolver | undefined {
  for (const resolver of publicResolvers(facts)) {
    const tries = triesOf(facts, resolver);
    if (tries.some(hasAnswered)) return resolver;
    if (tries.length === 0) return undefined;
  }
  return undefined;
}

const hostTypes: readonly RecordType[] = ['A', 'AAAA'];

/** Few questions first, the rest once any was answered: a silent resolver costs one deadline, not many. */
function questionsAbout(facts: Facts, resolver: Resolver): readonly Job[] {
  const hosts = triesOf(facts, resolver).some(hasAnswered)
    ? hostsToResolve(facts)
    : [facts.request.target.domain];
  const addresses = hosts.flatMap((host) => hostTypes.map((type) => resolverJob(resolver, host, type)));
  const mail = wants(facts, 'mail') ? [resolverJob(resolver, mailDomain(facts), 'MX')] : [];
  const servers = isZoneSpreading(facts) ? [resolverJob(resolver, mailDomain(facts), 'NS')] : [];
  return [...addresses, ...mail, ...servers];
}

export const namesPlanner: Planner = {
  id: 'names',
  isWanted: (facts) => !facts.request.target.isAddress,
  plan: (facts) => [
    ...hostsToResolve(facts).map((host) => systemLookupJob(host)),
    // a resolver on this machine or in the home network is a system resolver; a public one among them is asked as such too
    // in a survey its answers are seen through the operating system alone
    ...(isSurvey(facts) ? [] : systemResolvers(facts).flatMap((resolver) => questionsAbout(facts, resolver))),
    ...publicResolvers(facts).flatMap((resolver) => questionsAbout(facts, resolver)),
  ],
};
