/** A page that was asked for by https sends the visitor to one without it. */
import { failed, passed, untested } from '../check.ts';
import { siteCheck } from './each-site.ts';
import { redirectOf } from './redirect-chain.ts';

export const insecureRedirect = siteCheck({
  id: 'insecure-redirect',
  per: 'host',
  scheme: 'https',
  evaluate({ answers, said, about }) {
    const page = answers.find((each) => redirectOf(each)?.startsWith('http:'));
    if (page) return failed(about(page, '/data/redirectsTo', { target: redirectOf(page)!.slice(0, 300) }));
    return answers[0] ? passed(about(answers[0], '/data/status')) : untested(said);
  },
});
