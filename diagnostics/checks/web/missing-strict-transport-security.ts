/** The site does not ask browsers to come back by https only (RFC 6797). */
import { isAddressLiteral } from '../../model/view/addresses.ts';
import { cantTell, failed, inapplicable, passed, untested } from '../check.ts';
import { siteCheck, type Page } from './each-site.ts';

const policyIndex = (page: Page): number =>
  (page.data.headers ?? []).findIndex((header) => header.name === 'strict-transport-security');

/** Section 6.1.1: seconds, possibly quoted; 0 takes the wish back. */
function maxAgeOf(page: Page): number | undefined {
  const seconds = /(?:^|;)\s*max-age\s*=\s*"?(\d+)/i.exec(
    page.data.headers?.[policyIndex(page)]?.value ?? '',
  )?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}

export const missingStrictTransportSecurity = siteCheck({
  id: 'missing-strict-transport-security',
  per: 'host',
  scheme: 'https',
  evaluate({ host, answers, said, about }) {
    // Section 8.1.1: it never counts for bare addresses.
    if (isAddressLiteral(host)) return inapplicable(said);
    const policy =
      answers.find((page) => (maxAgeOf(page) ?? 0) > 0) ?? answers.find((page) => maxAgeOf(page) === 0);
    if (policy) {
      const found = about(policy, `/data/headers/${policyIndex(policy)}/value`);
      return maxAgeOf(policy) === 0 ? failed({ ...found, variant: 'switched_off' }) : passed(found);
    }
    // Some servers leave it out of error pages only.
    const page = answers.find((each) => each.data.status! < 400);
    if (page) return failed(about(page, '/data/headers'));
    return answers[0] ? cantTell(about(answers[0], '/data/status')) : untested(said);
  },
});
