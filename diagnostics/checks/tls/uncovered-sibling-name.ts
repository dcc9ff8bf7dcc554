/** The certificate covers www and not the bare domain, or the other way round (R62). A redirect cannot mend it: it comes after TLS. */
import { coversName } from '../../model/view/certificates.ts';
import { failed, inapplicable, passed } from '../check.ts';
import { sessionCheck } from './each-session.ts';
import { siblingOf } from './sibling-name.ts';

export const uncoveredSiblingName = sessionCheck('uncovered-sibling-name', ({ leaf, host, said }) => {
  const sibling = siblingOf(host);
  const found = said('/chain/0/dnsNames', { sibling });
  if (coversName(leaf, host)) return passed(found);
  return coversName(leaf, sibling) ? failed(found) : inapplicable(found);
});
