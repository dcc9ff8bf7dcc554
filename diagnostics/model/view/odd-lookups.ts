/**
 * Names for which programs on this computer get nothing, or something else than DNS holds. Why that is, its resolvers' own answers tell
 * (R16, R17, R29), which a survey does not ask for. Addresses that proved to serve the name are no less good (R16).
 */
import type { Facts } from './facts.ts';
import { systemAddresses, systemLookup, trueAddresses } from './host-addresses.ts';
import { hostsToResolve } from './hosts.ts';
import { provenBySession } from './proven-address.ts';

function isOdd(facts: Facts, host: string): boolean {
  const lookup = systemLookup(facts, host)?.best;
  if (lookup === undefined) return false;
  if (lookup.failure?.code === 'name_lookup_failed') return true;
  const truth = trueAddresses(facts, host);
  const given = systemAddresses(facts, host);
  return (
    truth.length > 0 &&
    !given.some((each) => truth.includes(each)) &&
    provenBySession(facts, host, given) === undefined
  );
}

export const hasOddLookup = (facts: Facts): boolean =>
  hostsToResolve(facts).some((host) => isOdd(facts, host));
