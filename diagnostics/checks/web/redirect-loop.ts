/** Redirects that come back to a page already seen (R83). A loop is told once, under the first web host that is part of it. */
import type { Assertion } from '../../model/finding.ts';
import type { Facts } from '../../model/view/facts.ts';
import { webHosts } from '../../model/view/hosts.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { cantTell, defineCheck, failed, inapplicable, passed, untested } from '../check.ts';
import { hostOf, pageJobs, type Page } from './each-site.ts';
import { followRedirects, type Chain } from './redirect-chain.ts';

const id = 'redirect-loop';

const ownerOf = (facts: Facts, { cycle, hops }: Chain): string =>
  webHosts(facts).find((host) => cycle.some((page) => hostOf(page) === host)) ?? hostOf(hops[0]!);

/** A cookie set on the way may end the circle for a browser; we carry none. */
const setsCookie = (page: Page): boolean =>
  (page.data.headers ?? []).some((header) => header.name === 'set-cookie');

function assertionFor(facts: Facts, host: string, starts: readonly Page[]): Assertion {
  const chains = starts
    .filter((page) => page.data.status !== undefined)
    .map((page) => followRedirects(facts, page));
  const chain =
    chains.find((each) => each.ending === 'loop') ??
    chains.find((each) => each.ending === 'cut') ??
    chains[0];
  if (!chain) return untested({ check: id, subject: host });
  const circle = chain.ending === 'loop' ? chain.cycle : chain.hops;
  const evidence = circle.slice(0, 4).map((page) => pointAt(page, '/data/redirectsTo', '/data/status'));
  const said = { check: id, subject: host, values: { count: circle.length }, evidence };
  if (chain.ending === 'cut') return cantTell({ ...said, variant: 'not_followed' });
  if (chain.ending === 'unanswered') return untested({ ...said, variant: 'unanswered' });
  if (chain.ending === 'page') return passed(said);
  const owner = ownerOf(facts, chain);
  if (owner !== host) return inapplicable({ ...said, values: { other: owner } });
  return circle.some(setsCookie) ? cantTell({ ...said, variant: 'cookie' }) : failed(said);
}

export const redirectLoop = defineCheck({
  id,
  area: 'web',
  needs: ['http'],
  evaluate(facts) {
    const pages = pageJobs(facts).map((job) => job.best);
    const hosts = webHosts(facts).filter((host) => pages.some((page) => hostOf(page) === host));
    if (hosts.length === 0) return [untested({ check: id, subject: facts.request.target.domain })];
    return hosts.map((host) =>
      assertionFor(
        facts,
        host,
        pages.filter((page) => hostOf(page) === host),
      ),
    );
  },
});
