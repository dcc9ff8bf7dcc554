/**
 * Only subject alternative names decide (RFC 9525 section 6). The common name is compared and shown, since people look for it,
 * and said to be obsolete. A certificate that covers the www twin is told by `uncovered-sibling-name`.
 */
import { commonNameMatches, coversName } from '../../model/view/certificates.ts';
import { isEnteredByPerson, serverOwnName } from '../../model/view/mail-server-name.ts';
import { failed, inapplicable, passed } from '../check.ts';
import { sessionCheck } from './each-session.ts';
import { siblingOf } from './sibling-name.ts';

export const certificateNameMismatch = sessionCheck(
  'certificate-name-mismatch',
  ({ facts, leaf, host, said, observation }) => {
    const names = [...leaf.dnsNames, ...leaf.ipAddresses].slice(0, 8).join(', ');
    const found = said('/chain/0/dnsNames', { names: names || '—', commonName: leaf.commonName ?? '—' });
    if (coversName(leaf, host)) return passed(found);
    if (coversName(leaf, siblingOf(host))) return inapplicable({ ...found, variant: 'sibling' });
    // servers that hand mail to each other do not look at the name, unless a policy says so (RFC 7672, RFC 8461)
    if (observation.kind === 'smtp' && observation.endpoint.port === 25)
      return failed({ ...found, variant: 'exchange' });
    // a name of our own guessing, on a server that is offered under its own name: nobody may ever have entered it
    const own = serverOwnName(facts, observation);
    if (own !== undefined && !isEnteredByPerson(facts, host))
      return failed({
        ...said('/chain/0/dnsNames', { names: own, commonName: '—' }),
        variant: 'server_name',
      });
    return failed(commonNameMatches(leaf, host) ? { ...found, variant: 'only_common_name' } : found);
  },
);
