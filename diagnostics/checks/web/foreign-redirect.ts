/** The site sends its visitors on to a name outside of its own domain: meant by many, and the first sign of parking or of a break-in. */
import { mailDomain } from '../../model/view/hosts.ts';
import { failed, inapplicable, passed, untested } from '../check.ts';
import { siteCheck } from './each-site.ts';
import { followRedirects, redirectOf } from './redirect-chain.ts';

const isWithin = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

export const foreignRedirect = siteCheck({
  id: 'foreign-redirect',
  per: 'host',
  evaluate({ facts, answers, said, about }) {
    if (facts.request.target.isAddress) return inapplicable(said);
    const own = mailDomain(facts).toLowerCase();
    for (const start of answers) {
      const away = followRedirects(facts, start).hops.find((hop) => {
        const target = redirectOf(hop);
        return target !== undefined && !isWithin(new URL(target).hostname, own);
      });
      if (away)
        return failed(about(away, '/data/redirectsTo', { target: new URL(redirectOf(away)!).hostname }));
    }
    return answers[0] ? passed(about(answers[0], '/data/status')) : untested(said);
  },
});
