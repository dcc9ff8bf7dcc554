/** The server leaves out a certificate between its own and the root; clients without it in a cache reject it (RFC 5246 section 7.4.2, R64). */
import { failed, inapplicable, passed, untested } from '../check.ts';
import { sessionCheck } from './each-session.ts';

export const incompleteCertificateChain = sessionCheck(
  'incomplete-certificate-chain',
  ({ session, said }) => {
    const path = session.trust?.bundled;
    if (!path) return untested(said('/chain/0/subject'));
    const found = said('/trust/bundled/name', { missing: path.name, sent: session.chain.length });
    if (path.trusted) return passed(found);
    if (path.reason !== 'issuer_missing') return inapplicable(found);
    return session.trust?.system?.trusted ? failed({ ...found, variant: 'hidden_by_system' }) : failed(found);
  },
);
