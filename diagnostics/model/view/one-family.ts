/** What works over one address family alone: a server’s port without IPv6, a seat without IPv4. */
import type { Endpoint } from '../observation.ts';
import type { AddressFamily } from '../schema-kit.ts';
import { familyOf } from './addresses.ts';
import { isDnsIntercepted } from './dns-honesty.ts';
import { oncePerFacts, type Facts } from './facts.ts';
import { addressSharing } from './shared-address.ts';
import { connected, connectionJobs, connectionTries, portState } from './sessions.ts';
import { connectionsOutside, familyState, isOutside } from './vantage.ts';

/** Something answers at the address, be it on a port that was tried as a control alone. */
export const answersAnywhere = (facts: Facts, address: string): boolean =>
  connectionTries(facts).some((each) => each.endpoint.address === address && connected(each));

/** The same port of the same name takes connections over the family. */
export const worksOver = (facts: Facts, { name, port }: Endpoint, family: AddressFamily): boolean =>
  connectionJobs(facts)
    .map((job) => job.best.endpoint)
    .some(
      (each) =>
        each.family === family &&
        each.name === name &&
        each.port === port &&
        portState(facts, each.address!, each.port!) === 'open',
    );

/** Anything that came back from a public IPv4 address: a filter lets some of it through, where IPv4 is lost nothing comes. */
function answersOverIpv4(facts: Facts): boolean {
  const isOutside4 = (address: string | undefined): boolean => isOutside(address) && familyOf(address!) === 4;
  const isAnswered = facts
    .jobs('dns')
    .some(({ best }) => best.data.response !== undefined && isOutside4(best.endpoint.address));
  const isTimed = facts
    .jobs('clock')
    .some(({ best }) => best.data.offsetMs !== undefined && isOutside4(best.endpoint.address));
  return connectionsOutside(facts, 4).length > 0 || isTimed || (isAnswered && !isDnsIntercepted(facts));
}

/**
 * This seat reaches nothing over IPv4 while its IPv6 works. `unused`: it has no IPv4 address and may never have had one.
 * `lost`: it has one, and nothing at all comes back.
 */
export type Ipv4Lack = 'lost' | 'unused' | 'none';

export const ipv4Lack = oncePerFacts((facts: Facts): Ipv4Lack => {
  const state = familyState(facts, 4);
  if ((state !== 'broken' && state !== 'absent') || familyState(facts, 6) !== 'works') return 'none';
  if (answersOverIpv4(facts)) return 'none';
  return state === 'broken' ? 'lost' : 'unused';
});

/** Networks without IPv4 translate (NAT64, RFC 6146), so that servers that have nothing else are reached by name. */
export const hasTranslation = (facts: Facts): boolean => addressSharing(facts).kind === 'translated';

/** Whether a failure over the family can be held against whoever was dialled, rather than against this seat. */
export const canJudgeOver = (facts: Facts, family: AddressFamily | undefined): boolean =>
  family === 6 ? familyState(facts, 6) === 'works' : ipv4Lack(facts) === 'none';
