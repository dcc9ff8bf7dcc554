/** A visitor who comes without https stays without it, although the site has it. */
import { hostOf, isSecure, pageJobs, siteCheck, type Site } from './each-site.ts';
import { cantTell, failed, inapplicable, passed, untested } from '../check.ts';
import { followRedirects, redirectOf, type Chain } from './redirect-chain.ts';

const hasHttps = ({ facts, host }: Site): boolean =>
  pageJobs(facts).some(
    (job) => isSecure(job.best) && hostOf(job.best) === host && job.best.data.status !== undefined,
  );

const leadsToHttps = ({ hops }: Chain): boolean =>
  hops.some((page) => isSecure(page) || (redirectOf(page) ?? '').startsWith('https:'));

/** Only a page that was really shown proves that no redirect comes. */
const endsInPage = ({ ending, hops }: Chain): boolean => ending === 'page' && hops.at(-1)!.data.status! < 300;

export const missingHttpsRedirect = siteCheck({
  id: 'missing-https-redirect',
  per: 'host',
  scheme: 'http',
  evaluate(site) {
    const { facts, answers, jobs, said, about } = site;
    const isClosed = jobs.every((job) => job.verdict === 'fails' && job.best.data.connectMs === undefined);
    if (!answers[0]) return isClosed ? inapplicable({ ...said, variant: 'closed' }) : untested(said);
    if (!hasHttps(site)) return inapplicable({ ...said, variant: 'no_https' });
    const chains = answers.map((page) => followRedirects(facts, page));
    const open = chains.find((chain) => !leadsToHttps(chain) && endsInPage(chain));
    if (open) return failed(about(open.hops.at(-1)!, '/data/status'));
    const secured = chains.find(leadsToHttps);
    return secured
      ? passed(about(secured.hops[0]!, '/data/redirectsTo'))
      : cantTell(about(answers[0], '/data/status'));
  },
});
