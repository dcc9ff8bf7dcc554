/** Which versions of HTTP a site announces, chooses and speaks. */
import type { DnsRecord } from '../observations/dns.ts';
import type { ObservationOf } from '../observation.ts';
import { isEncryptedPage } from './web-places.ts';
import type { Facts } from './facts.ts';
import { wordOn } from './record-word.ts';

type Offer = ObservationOf<'http2'>;
type Page = ObservationOf<'http'>;

/** Every connection with HTTP/2 on offer to this host, in the order in which they were tried. */
export const offersTo = (facts: Facts, host: string): readonly Offer[] =>
  facts
    .jobs('http2')
    .filter((job) => job.best.endpoint.name === host)
    .flatMap((job) => job.tries)
    .toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));

export const choosesHttp2 = ({ data }: Offer): boolean => data.tls?.alpn === 'h2';

/** The server chose HTTP/2, and no answer came over it. */
export const breaksHttp2 = (offer: Offer): boolean =>
  choosesHttp2(offer) && offer.failure?.operation === 'exchange';

/** C3: the same page at the same address over HTTP/1.1, which answered. */
export const sameOverHttp1 = (facts: Facts, { endpoint, input }: Offer): Page | undefined =>
  facts
    .jobs('http')
    .flatMap((job) => job.tries)
    .find(
      (page) =>
        page.input.url === input.url &&
        page.endpoint.address === endpoint.address &&
        page.failure === undefined &&
        page.data.status !== undefined,
    );

const headerOf = ({ data }: Page, wanted: string): string | undefined =>
  data.headers?.find(({ name }) => name === wanted)?.value;

export interface Announcement {
  readonly page: Page | undefined;
  /** The header Alt-Svc names HTTP/3 (RFC 9114 section 3.1.1). */
  readonly byHeader: boolean;
  readonly record: DnsRecord | undefined;
  /** Protocols that the HTTPS record names beside HTTP/1.1, which is implied (RFC 9460 section 7.1.2). */
  readonly byRecord: readonly string[];
}

/** Protocols as RFC 7838 and RFC 9460 write them; drafts of HTTP/3 count as such. */
export const isHttp3 = (protocol: string): boolean => /^h3(?:-\d+)?$/.test(protocol);

export function announcementOf(facts: Facts, host: string): Announcement {
  const pages = facts
    .jobs('http')
    .map((job) => job.best)
    .filter((page) => page.control === undefined && page.endpoint.name === host && isEncryptedPage(page));
  const page = pages.find((each) => headerOf(each, 'alt-svc') !== undefined);
  const record = wordOn(facts, host, 'HTTPS').records.find(
    ({ fields }) => Number(fields?.['priority'] ?? 0) > 0,
  );
  return {
    page,
    byHeader: /(?:^|,)\s*h3(?:-\d+)?=/.test((page && headerOf(page, 'alt-svc')) ?? ''),
    record,
    byRecord: listOf(record, 'alpn'),
  };
}

/** A parameter of the record that holds a list; empty where the record leads to another host, or there is none. */
export const listOf = (record: DnsRecord | undefined, key: string): readonly string[] =>
  String(record?.fields?.[key] ?? '')
    .split(',')
    .filter((each) => each !== '');
