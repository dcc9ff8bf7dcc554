/** Redirects followed over the pages that were really fetched (RFC 9110 section 15.4). */
import type { Facts } from '../../model/view/facts.ts';
import { pageJobs, type Page } from './each-site.ts';

export interface Chain {
  /** Never empty: the first is where it began. */
  readonly hops: readonly Page[];
  /** `cut`: the next page was not asked for. `unanswered`: it gave no status. */
  readonly ending: 'page' | 'loop' | 'cut' | 'unanswered';
  /** The hops that lead in a circle. */
  readonly cycle: readonly Page[];
}

/** One spelling of a URL; the fragment is never sent. */
const plainUrl = (url: string): string => (URL.canParse(url) ? new URL(url).href.replace(/#.*$/s, '') : url);

/** Where a page sends its visitor; undefined when it does not. */
export function redirectOf({ data }: Page): string | undefined {
  const { status = 0, redirectsTo } = data;
  return status >= 300 && status < 400 && redirectsTo !== undefined ? plainUrl(redirectsTo) : undefined;
}

/** The page at the same address is preferred: another server may answer differently. */
function pageAt(facts: Facts, url: string, address: string | undefined): Page | undefined {
  const pages = pageJobs(facts)
    .map((job) => job.best)
    .filter((page) => plainUrl(page.input.url) === url);
  return pages.find((page) => page.endpoint.address === address) ?? pages[0];
}

export function followRedirects(facts: Facts, start: Page): Chain {
  const hops = [start];
  for (let page: Page | undefined = start; page.data.status !== undefined; hops.push(page)) {
    const url = redirectOf(page);
    if (url === undefined) return { hops, ending: 'page', cycle: [] };
    const seenAt = hops.findIndex((hop) => plainUrl(hop.input.url) === url);
    if (seenAt !== -1) return { hops, ending: 'loop', cycle: hops.slice(seenAt) };
    page = pageAt(facts, url, page.endpoint.address);
    if (page === undefined) return { hops, ending: 'cut', cycle: [] };
  }
  return { hops, ending: 'unanswered', cycle: [] };
}
