/** Where the names of the site lead, and what stands at each place (R30, R85). */
import type { ObservationOf } from '../observation.ts';
import { oncePerFacts, type Facts } from './facts.ts';
import { trueAddresses } from './host-addresses.ts';
import { mailDomain, webHosts } from './hosts.ts';
import { isElsewhere, isProviderAddress } from './provider-addresses.ts';

export interface SplitHosts {
  /** The name that leads to the provider. */
  readonly home: string;
  /** The name that leads to addresses that are certainly not the provider's. */
  readonly away: string;
}

/** The domain and its www twin at two operators; undefined when they share one, or nobody knows whose an address is. */
export const splitHosts: (facts: Facts) => SplitHosts | undefined = oncePerFacts((facts) => {
  const domain = mailDomain(facts);
  const pair = [domain, `www.${domain}`];
  if (!pair.every((host) => webHosts(facts).includes(host))) return undefined;
  const at = (host: string, isThere: (facts: Facts, address: string) => boolean): boolean => {
    const addresses = trueAddresses(facts, host);
    return addresses.length > 0 && addresses.every((address) => isThere(facts, address));
  };
  const home = pair.find((host) => at(host, isProviderAddress));
  const away = pair.find((host) => at(host, isElsewhere));
  return home !== undefined && away !== undefined ? { home, away } : undefined;
});

type Page = ObservationOf<'http'>;

/** Answers for a host at one address, as a visitor would get them. */
export const pagesAt = (facts: Facts, host: string, address?: string): readonly Page[] =>
  facts
    .jobs('http')
    .map((job) => job.best)
    .filter(
      (each) =>
        each.control === undefined &&
        each.endpoint.name === host &&
        (address === undefined || each.endpoint.address === address) &&
        each.data.status !== undefined,
    );

const hostOfUrl = (url: string): string | undefined =>
  /^https?:\/\/([^/:?#]+)/i.exec(url)?.[1]?.toLowerCase();

/** An answer that sends visitors of one host on to another: then it is meant that they differ. */
export const redirectTo = (facts: Facts, from: string, to: string): Page | undefined =>
  pagesAt(facts, from).find(({ data }) => hostOfUrl(data.redirectsTo ?? '') === to);

const titleOf = (html: string): string | undefined =>
  /<title[^>]*>([^<]*)/i.exec(html)?.[1]?.replaceAll(/\s+/g, ' ').trim();

/** What a page is about, in a form that changes with the site and not with the visit: its title, else its first words without figures. */
export function contentMark({ data }: Page): string | undefined {
  if (data.status !== 200 || data.bodyStart === undefined) return undefined;
  const words = data.bodyStart.replaceAll(/<script[\s\S]*?<\/script>|<[^>]*>|\d+/g, ' ');
  const text = titleOf(data.bodyStart) ?? words.replaceAll(/\s+/g, ' ').trim().slice(0, 160);
  return text === '' ? undefined : text;
}

export const isEncryptedPage = (page: Page): boolean => page.input.url.startsWith('https:');
