/**
 * What a stapled OCSP response says of a certificate (RFC 6960 section 4.2.1). Its signature is not checked: no server staples a false
 * word against its own certificate, and a good word is never taken for more than the absence of a bad one.
 */
import type { TlsSession } from '../model/observations/tls.ts';
import { elementsIn, type Element } from './certificate-der.ts';

type Status = NonNullable<TlsSession['stapledStatus']>;

/** CertStatus: context tags, primitive but for `revoked`. */
const statusTags: Readonly<Record<number, Status>> = { 0x80: 'good', 0xa1: 'revoked', 0x82: 'unknown' };
const INTEGER = 0x02;
const OCTET_STRING = 0x04;
const SEQUENCE = 0x30;
const EXPLICIT_0 = 0xa0;

/** @param serialNumber of the leaf, hexadecimal. */
export function ocspStatusOf(response: Buffer, serialNumber: string): Status | undefined {
  const inside = (element: Element | undefined): readonly Element[] =>
    element ? elementsIn(response, element.start, element.end) : [];
  const first = (elements: readonly Element[], tag: number): Element | undefined =>
    elements.find((each) => each.tag === tag);
  const outer = inside(elementsIn(response, 0, response.length)[0]);
  const typed = inside(inside(first(outer, EXPLICIT_0))[0]);
  const basic = inside(inside(first(typed, OCTET_STRING))[0]);
  const responses = inside(inside(first(basic, SEQUENCE)).find((each) => each.tag === SEQUENCE));
  for (const single of responses) {
    const [id, status] = inside(single);
    const serial = first(inside(id), INTEGER);
    if (!serial || !status) continue;
    if (plain(response.subarray(serial.start, serial.end).toString('hex')) === plain(serialNumber))
      return statusTags[status.tag];
  }
  return undefined;
}

/** Serial numbers are written with and without leading zeros. */
const plain = (hex: string): string => hex.toLowerCase().replace(/^0+/, '');
