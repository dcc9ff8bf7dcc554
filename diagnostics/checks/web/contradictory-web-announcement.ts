/**
 * What the site announces of itself in DNS (HTTPS record, RFC 9460) and by header (Alt-Svc, RFC 7838), against what is there: browsers go
 * by it. Whether HTTP/3 is really spoken cannot be tried here, since it takes QUIC over UDP.
 */
import { canonicalAddress } from '../../model/view/addresses.ts';
import type { Facts } from '../../model/view/facts.ts';
import { trueAddresses } from '../../model/view/host-addresses.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { wordOn } from '../../model/view/record-word.ts';
import {
  announcementOf,
  choosesHttp2,
  isHttp3,
  listOf,
  type Announcement,
} from '../../model/view/web-protocols.ts';
import { failed, inapplicable, passed } from '../check.ts';
import { offerCheck, type Offer } from './each-offer.ts';

/** Addresses in the record that the name itself does not lead to: browsers may go there first. */
function strayHints(facts: Facts, host: string, { record }: Announcement): readonly string[] {
  const known = trueAddresses(facts, host).map(canonicalAddress);
  const hints = [...listOf(record, 'ipv4hint'), ...listOf(record, 'ipv6hint')];
  const isSame = (hint: string): boolean => known.includes(canonicalAddress(hint));
  // where one hint fits, the others may be further servers of the same
  return known.length === 0 || hints.some(isSame) ? [] : hints;
}

const declines = (offers: readonly Offer[]): Offer | undefined =>
  offers.some(choosesHttp2) ? undefined : offers.find((each) => each.data.tls?.cipherSuite !== undefined);

export const contradictoryWebAnnouncement = offerCheck(
  'contradictory-web-announcement',
  ({ facts, host, offers, about }) => {
    const announced = announcementOf(facts, host);
    const { byHeader, byRecord, page, record } = announced;
    const inDns = wordOn(facts, host, 'HTTPS')
      .seenIn.slice(0, 1)
      .map((each) => pointAt(each, '/data/response/answers'));
    const stray = strayHints(facts, host, announced);
    if (stray.length > 0)
      return failed({
        ...about(offers[0], '/endpoint/address', { addresses: stray.join(', ') }),
        variant: 'address',
        evidence: inDns,
      });
    const declined = byRecord.includes('h2') ? declines(offers) : undefined;
    if (declined)
      return failed({
        ...about(declined, '/data/tls/protocolVersion'),
        evidence: [...inDns, pointAt(declined, '/data/tls/protocolVersion')],
      });
    if (!byHeader && !record) return inapplicable(about(offers[0], '/endpoint/address'));
    const isThird = byHeader || byRecord.some(isHttp3);
    const evidence = record ? inDns : page ? [pointAt(page, '/data/headers')] : [];
    return passed({
      ...about(offers[0], '/endpoint/address'),
      ...(isThird ? { variant: 'http3' } : {}),
      evidence,
    });
  },
);
