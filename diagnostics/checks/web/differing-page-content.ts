/** R85: one name has several addresses, and the page differs from one to the other: an old server still answers beside the new one. */
import type { Assertion } from '../../model/finding.ts';
import type { Facts } from '../../model/view/facts.ts';
import { trueAddresses } from '../../model/view/host-addresses.ts';
import { webHosts } from '../../model/view/hosts.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { contentMark, pagesAt } from '../../model/view/web-places.ts';
import { defineCheck, failed, inapplicable, passed, untested } from '../check.ts';

const check = 'differing-page-content';

function judge(facts: Facts, subject: string): Assertion {
  const addresses = trueAddresses(facts, subject);
  if (addresses.length < 2) return inapplicable({ check, subject });
  const places = addresses.flatMap((address) => {
    const page = pagesAt(facts, subject, address).find((each) => contentMark(each) !== undefined);
    return page ? [{ address, page, mark: contentMark(page)! }] : [];
  });
  const [first] = places;
  if (!first || places.length < 2) return untested({ check, subject });
  const other = places.find((each) => each.mark !== first.mark);
  const evidence = [first, other ?? places[1]!].map(({ page }) => pointAt(page, '/data/bodyStart'));
  return other
    ? failed({ check, subject, values: { one: first.address, other: other.address }, evidence })
    : passed({ check, subject, evidence });
}

export const differingPageContent = defineCheck({
  id: check,
  area: 'web',
  needs: ['http'],
  evaluate: (facts) =>
    facts.request.target.isAddress
      ? [inapplicable({ check, subject: facts.request.target.domain })]
      : webHosts(facts).map((host) => judge(facts, host)),
});
