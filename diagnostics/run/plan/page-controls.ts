/** Controls of a page that fails or is slow: a plain file of the same site (C3) and the server's own page (C4). */
import type { Job } from '../../model/job.ts';
import type { ObservationOf } from '../../model/observation.ts';
import type { Facts } from '../../model/view/facts.ts';
import { isBehindEdge, isOriginError } from '../../model/view/edges.ts';
import { firewallOf } from '../../model/view/firewall-pages.ts';
import { dialAddresses } from '../../model/view/host-addresses.ts';
import { webHosts } from '../../model/view/hosts.ts';
import { isSlow, isUnanswered, pagesOf } from '../../model/view/page-speed.ts';
import { boundedKey } from '../../model/view/bounded-key.ts';
import { httpJob, urlOf } from './job-kit.ts';

type Page = ObservationOf<'http'>;

const PAGES_AT_MOST = 2;
/** Milliseconds between two tries of a page that was slow the first time. */
const REPEAT_AFTER_MS = 2_500;

const assetLink =
  /\b(?:href|src)\s*=\s*["']([^"'<>\s]{1,500}\.(?:css|js|png|jpe?g|gif|svg|webp|ico|woff2?))(?:\?[^"'<>\s]{0,300})?["']/gi;

/** A style sheet, script or picture that the page itself names on its own host; programs seldom make those. */
function assetUrl({ input, data }: Page): string | undefined {
  const base = new URL(input.url);
  const links = [...(data.bodyStart ?? '').slice(0, 16_384).matchAll(assetLink)].map((match) => match[1]!);
  return links
    .filter((link) => URL.canParse(link, base.href))
    .map((link) => new URL(link, base))
    .find((url) => url.host === base.host && url.protocol === base.protocol)?.href;
}

function controlsOf(page: Page): readonly Job[] {
  const { address, name, port } = page.endpoint;
  const scheme = new URL(page.input.url).protocol === 'https:' ? 'https' : 'http';
  if (address === undefined || name === undefined || port === undefined) return [];
  return [
    httpJob({ name, address, port }, assetUrl(page) ?? urlOf(scheme, name, '/robots.txt'), 'C3'),
    httpJob({ address, port: 80 }, urlOf('http', address, '/'), 'C4'),
  ];
}

/** What was asked for the person, and not as a control. */
const ownPages = (facts: Facts): readonly Page[] =>
  facts
    .jobs('http')
    .map((job) => job.best)
    .filter((page) => page.control === undefined);

const isServerError = ({ data }: Page): boolean => (data.status ?? 0) >= 500;

/** R80, R53: what is wrong with one site is told from what is wrong with the server. One page of each address: their budgets are apart. */
export function pageControls(facts: Facts): readonly Job[] {
  const failing = ownPages(facts)
    .filter((page) => isServerError(page) || isSlow(page))
    .filter((page) => firewallOf(page) === undefined && !isOriginError(page));
  const perAddress = new Map([...failing].reverse().map((page) => [page.endpoint.address, page]));
  return [...perAddress.values()].slice(0, PAGES_AT_MOST).flatMap(controlsOf);
}

const ORIGINS_AT_MOST = 2;

/** Addresses of the same domain that no network stands in front of; FTP always leads to the server itself. */
const originCandidates = (facts: Facts): readonly string[] => {
  const { domain } = facts.request.target;
  return dialAddresses(facts, `ftp.${domain}`)
    .filter((address) => !isBehindEdge(facts, address))
    .slice(0, ORIGINS_AT_MOST);
};

/** R82: the page from the server itself, past the network in front of it. */
export function originPages(facts: Facts): readonly Job[] {
  const page = ownPages(facts).find(isOriginError);
  const name = page?.endpoint.name;
  if (!page || name === undefined) return [];
  return originCandidates(facts)
    .filter((address) => address !== page.endpoint.address)
    .map((address) => httpJob({ name, address, port: 443 }, urlOf('https', name, '/'), 'C9'));
}

/** R84: what the firewall says to a browser. */
export const pagesAsBrowser = (facts: Facts): readonly Job[] =>
  ownPages(facts)
    .filter((page) => firewallOf(page) !== undefined)
    .slice(0, 1)
    .flatMap((page): readonly Job[] => {
      const { address, name, port } = page.endpoint;
      if (address === undefined || port === undefined) return [];
      const job = httpJob({ name, address, port }, page.input.url, 'C3');
      return [{ ...job, key: boundedKey(`${job.key}/browser`), input: { ...job.input, agent: 'browser' } }];
    });

/**
 * Law 5, and our own haste: the first round opens many connections at a time, on a machine that may have little to give. A slow page counts
 * when it is slow once more in the quiet after it.
 */
export const slowPageRepeats = (facts: Facts): readonly Job[] =>
  webHosts(facts).flatMap((host): readonly Job[] => {
    // always the same one of its addresses, so that the others keep a place in their budget for the controls
    const address = dialAddresses(facts, host)[0];
    const pages = pagesOf(facts, host).filter((each) => each.endpoint.address === address);
    const [page] = pages.filter((each) => each.attempt === 1 && isSlow(each) && !isUnanswered(each));
    const port = page?.endpoint.port;
    if (!page || address === undefined || port === undefined) return [];
    return [
      { ...httpJob({ name: host, address, port }, page.input.url), attempt: 2, delayMs: REPEAT_AFTER_MS },
    ];
  });
