/** Each certificate should certify the one before it (RFC 8446 section 4.4.2 wishes it, RFC 5246 demanded it); old clients stumble otherwise. */
import type { TlsSession } from '../../model/observations/tls.ts';
import { pathIntermediates } from '../../model/view/certificates.ts';
import { failed, inapplicable, passed } from '../check.ts';
import { sessionCheck } from './each-session.ts';

/** Where the root stands, if the server sends it as well; it may, and then comes last. */
function anchorAt({ chain, trust }: TlsSession): number {
  const position = chain.findIndex((each, index) => index > 0 && each.subject === trust?.bundled.name);
  return position === -1 ? chain.length : position;
}

export const misorderedCertificateChain = sessionCheck(
  'misordered-certificate-chain',
  ({ session, said }) => {
    const { chain, chainSource } = session;
    const found = said(chain.length < 2 ? '/chain/0/subject' : '/chain/1/subject', { count: chain.length });
    if (chain.length < 2 || chainSource !== 'wire') return inapplicable(found);
    const isOrdered = chain.every((each, index) => index === 0 || chain[index - 1]!.issuer === each.subject);
    if (isOrdered) return passed(found);
    const needed = [...pathIntermediates(session), anchorAt(session)];
    const isPathOrdered =
      session.trust?.bundled.trusted === true &&
      needed.every((position, index) => index === 0 || position > needed[index - 1]!);
    return failed(isPathOrdered ? { ...found, variant: 'extra' } : found);
  },
);
