/** Anchors of the person's own: hosts outside that they know to answer, beside the built-in ones (C1). */
import ipaddr from 'ipaddr.js';
import type { NetworkData } from '../../diagnostics/model/network-data.ts';

type Anchor = NetworkData['anchors'][number];

const form = /^(?:\[(?<six>[0-9a-f:.]+)\]|(?<four>[\d.]+)):(?<port>\d{1,5})$/iu;

/**
 * `192.0.2.7:443` or `[2001:db8::7]:443`. Null for anything else, and for an address that the internet does not route: a host in
 * the own network answers without any internet, and would vouch for one that is not there.
 */
export function ownAnchor(text: string): Anchor | null {
  const { six, four, port: digits } = form.exec(text)?.groups ?? {};
  const address = six ?? four ?? '';
  const port = Number(digits);
  if (!(ipaddr.IPv6.isValid(address) || ipaddr.IPv4.isValidFourPartDecimal(address))) return null;
  if (port < 1 || port > 65_535 || ipaddr.parse(address).range() !== 'unicast') return null;
  return { operator: 'own', name: address, address, family: six === undefined ? 4 : 6, port };
}

/** The reference data with the person's anchors added; those that it has already are not tried twice. */
export function withOwnAnchors(data: NetworkData, texts: readonly string[]): NetworkData {
  const isKnown = (own: Anchor): boolean =>
    data.anchors.some(({ address, port }) => address === own.address && port === own.port);
  const own = [...new Set(texts)].flatMap((text) => ownAnchor(text) ?? []).filter((each) => !isKnown(each));
  return { ...data, anchors: [...data.anchors, ...own] };
}
