/** In place of the site stands the notice that the hosting account is switched off (R79). */
import { cantTell, failed, passed, untested } from '../check.ts';
import { siteCheck } from './each-site.ts';
import { leadsToNotice, suspensionWords } from './suspension-prints.ts';

/** Not in any RFC: panels send it when an account is suspended or its traffic is used up. */
const LIMIT_EXCEEDED = 509;

export const suspendedAccountPage = siteCheck({
  id: 'suspended-account-page',
  per: 'host',
  evaluate({ facts, answers, said, about }) {
    const prints = (facts.provider?.suspendedPagePrints ?? []).filter((print) => print !== '');
    const printed = answers.find((page) =>
      prints.some((print) => (page.data.bodyStart ?? '').includes(print)),
    );
    if (printed) return failed({ ...about(printed, '/data/bodyStart'), variant: 'provider_page' });
    const led = answers.find(leadsToNotice);
    if (led)
      return failed(about(led, led.data.redirectsTo === undefined ? '/input/url' : '/data/redirectsTo'));
    const noticed = answers.find((page) => suspensionWords(page) === 'notice');
    if (noticed) return failed(about(noticed, '/data/bodyStart'));
    const limited = answers.find((page) => page.data.status === LIMIT_EXCEEDED);
    if (limited) return failed({ ...about(limited, '/data/status'), variant: 'limit' });
    const mentioned = answers.find((page) => suspensionWords(page) === 'mention');
    if (mentioned) return cantTell(about(mentioned, '/data/bodyStart'));
    return answers[0] ? passed(about(answers[0], '/data/status')) : untested(said);
  },
});
