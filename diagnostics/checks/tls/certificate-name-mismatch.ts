/**
 * Only subject alternative names decide (RFC 9525 section 6). The common name is compared and shown, since people look for it,
 * and said to be obsolete. A certificate that covers the www twin is told by `uncovered-sibling-name`.
 */
import { commonNameMatches, coversName } from '../../model/view/certificates.ts';
import { failed, inapplicable, passed } from '../check.ts';
import { sessionCheck } from './each-session.ts';
import { siblingOf } from './sibling-name.ts';

export const certificateNameMismatch = sessionCheck('certificate-name-mismatch', ({ leaf, host, said }) => {
  const names = [...leaf.dnsNames, ...leaf.ipAddresses].slice(0, 8).join(', ');
  const found = said('/chain/0/dnsNames', { names: names || '—', commonName: leaf.commonName ?? '—' });
  if (coversName(leaf, host)) return passed(found);
  if (coversName(leaf, siblingOf(host))) return inapplicable({ ...found, variant: 'sibling' });
  return failed(commonNameMatches(leaf, host) ? { ...found, variant: 'only_common_name' } : found);
});
