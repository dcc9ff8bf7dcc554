/** Which addresses are the provider's, as far as its pack tells (control C9). */
import { familyOf, isInRanges } from './addresses.ts';
import type { Facts } from './facts.ts';
import { trueAddresses } from './host-addresses.ts';

/** True when the pack lists addresses of the family, so that an address outside them means something. */
export const providerAddressesKnown = ({ provider }: Facts, family: 4 | 6): boolean =>
  (provider?.addressRanges ?? []).some((range) => familyOf(range) === family);

/** The address lies in a range of the pack, or one of the pack's own host names leads to it. */
export function isProviderAddress(facts: Facts, address: string): boolean {
  const { provider } = facts;
  if (!provider) return false;
  if (isInRanges(address, provider.addressRanges)) return true;
  return [...provider.hostNames, ...provider.mailHosts]
    .filter((name) => !name.includes('*'))
    .some((name) => trueAddresses(facts, name).includes(address));
}

/** The pack knows the provider's addresses of this family and this is none of them. */
export const isElsewhere = (facts: Facts, address: string): boolean =>
  providerAddressesKnown(facts, familyOf(address)) && !isProviderAddress(facts, address);
