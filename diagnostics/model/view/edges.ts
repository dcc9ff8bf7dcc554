/** Networks in front of sites (CDN), told by the headers that they add to every answer. */
import type { ObservationOf } from '../observation.ts';
import type { Facts } from './facts.ts';

/** Header and the start of its value; an empty start takes any. From the networks' own documentation. */
const marks: readonly (readonly [header: string, start: string])[] = [
  ['cf-ray', ''],
  ['server', 'cloudflare'],
  ['x-amz-cf-id', ''],
  ['x-served-by', 'cache-'],
  ['x-akamai-transformed', ''],
  ['server', 'akamaighost'],
  ['x-sucuri-id', ''],
  ['server', 'bunnycdn'],
  ['cdn-requestid', ''],
  ['x-azure-ref', ''],
  ['x-vercel-id', ''],
  ['x-nf-request-id', ''],
];

/** The page was delivered through a network in front of the site. */
export const cameThroughEdge = ({ data }: ObservationOf<'http'>): boolean =>
  marks.some(([header, start]) =>
    (data.headers ?? []).some(
      ({ name, value }) => name.toLowerCase() === header && value.toLowerCase().startsWith(start),
    ),
  );

/** The address gives answers that only a network in front of sites gives. */
export const isBehindEdge = (facts: Facts, address: string): boolean =>
  facts
    .jobs('http')
    .flatMap((job) => job.tries)
    .some((each) => each.endpoint.address === address && cameThroughEdge(each));

/** What a network in front says of the server behind it: 520 to 527 and 530, in no RFC, from Cloudflare's list of its 5xx errors. */
export const originErrors: Readonly<Record<number, 'down' | 'silent' | 'encryption' | 'other'>> = {
  520: 'other',
  521: 'down',
  522: 'silent',
  523: 'silent',
  524: 'silent',
  525: 'encryption',
  526: 'encryption',
  527: 'other',
  530: 'other',
};

/** The answer is the network's own, about the server behind it. */
export const isOriginError = (page: ObservationOf<'http'>): boolean =>
  originErrors[page.data.status ?? 0] !== undefined && cameThroughEdge(page);
