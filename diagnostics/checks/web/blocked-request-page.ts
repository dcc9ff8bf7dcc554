/** A web application firewall answers in place of the site (R84). What it says to tools alone is no fault of the site. */
import { asBrowser, firewallOf } from '../../model/view/firewall-pages.ts';
import { cantTell, failed, inapplicable, passed, untested } from '../check.ts';
import { siteCheck } from './each-site.ts';

export const blockedRequestPage = siteCheck({
  id: 'blocked-request-page',
  per: 'host',
  evaluate({ facts, answers, said, about }) {
    const page = answers.find((each) => firewallOf(each) !== undefined);
    if (!page) return answers[0] ? passed(about(answers[0], '/data/status')) : untested(said);
    const found = about(page, '/data/bodyStart', { status: page.data.status! });
    const browser = asBrowser(facts, page);
    if (!browser) return cantTell(found);
    return firewallOf(browser) === undefined ? inapplicable(found) : failed(found);
  },
});
