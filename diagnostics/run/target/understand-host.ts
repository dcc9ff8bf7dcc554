/** One host, typed as a name or as an address. */
import type { Message } from '../../model/message.ts';
import { looksLikeIpv4, understandIpv4, understandIpv6, type AddressHost } from './address-host.ts';
import { understandName } from './name-host.ts';
import { note, refused, understood, type Step } from './step.ts';

export interface Host {
  readonly domain: string;
  readonly displayName: string;
  readonly registrableDomain: string | null;
  readonly isAddress: boolean;
  readonly notes: readonly Message[];
}

const ofAddress = (step: Step<AddressHost>): Step<Host> => {
  if (!step.ok) return step;
  const { address, notes } = step.value;
  return understood({
    domain: address,
    displayName: address,
    registrableDomain: null,
    isAddress: true,
    notes,
  });
};

export function understandHost(typedHost: string): Step<Host> {
  if (typedHost.includes(':')) return ofAddress(understandIpv6(typedHost));
  const isWildcard = typedHost.startsWith('*.');
  // .example.com comes from cookie settings; example.com. is the same name written in full (RFC 1034 section 3.1).
  const host = typedHost.replace(/^\*?\.(?!\.)/, '').replace(/(?<=[^.])\.$/, '');
  if (host === '' || host === '*') return refused('no_host');
  if (looksLikeIpv4(host)) return ofAddress(understandIpv4(host));
  const name = understandName(host);
  if (!name.ok) return name;
  // Other alphabets have digits too: ①.② may become an address only on the way.
  if (looksLikeIpv4(name.value.domain)) return ofAddress(understandIpv4(name.value.domain));
  const notes = isWildcard ? [note('wildcard'), ...name.value.notes] : name.value.notes;
  return understood({ ...name.value, isAddress: false, notes });
}
