/** The chain ends in a root that no public store holds, or its signatures do not fit together (RFC 5280 section 6). */
import { failed, inapplicable, passed, untested } from '../check.ts';
import { sessionCheck } from './each-session.ts';

const ownReasons = new Set(['root_unknown', 'signature_invalid', 'issuer_not_authority']);

export const untrustedCertificate = sessionCheck('untrusted-certificate', ({ session, said }) => {
  const path = session.trust?.bundled;
  if (!path) return untested(said('/chain/0/subject'));
  const found = said('/trust/bundled/reason', {
    issuer: session.chain.at(-1)?.issuer ?? '',
    name: path.name,
  });
  if (path.trusted) return passed(found);
  return ownReasons.has(path.reason) ? failed({ ...found, variant: path.reason }) : inapplicable(found);
});
