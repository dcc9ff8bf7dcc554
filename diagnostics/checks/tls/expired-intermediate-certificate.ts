/** A certificate between the server's own and the root has ended; programs that know no other way refuse the chain (RFC 5280 section 6.1.3). */
import { pathIntermediates, validityAt } from '../../model/view/certificates.ts';
import { failed, inapplicable, passed } from '../check.ts';
import { sessionCheck } from './each-session.ts';

export const expiredIntermediateCertificate = sessionCheck(
  'expired-intermediate-certificate',
  ({ session, now, said }) => {
    const path = pathIntermediates(session);
    const index = path.find((each) => validityAt(session.chain[each]!, now) === 'expired');
    if (path.length === 0) return inapplicable(said('/chain/0/subject'));
    const shown = session.chain[index ?? path[0]!]!;
    const found = said(`/chain/${index ?? path[0]!}/notAfter`, {
      name: shown.subject,
      notAfter: shown.notAfter,
    });
    return index === undefined ? passed(found) : failed(found);
  },
);
