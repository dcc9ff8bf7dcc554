/** Each certificate should certify the one before it (RFC 8446 section 4.4.2 wishes it, RFC 5246 demanded it); old clients stumble otherwise. */
import { failed, inapplicable, passed } from '../check.ts';
import { sessionCheck } from './each-session.ts';

export const misorderedCertificateChain = sessionCheck(
  'misordered-certificate-chain',
  ({ session, said }) => {
    const { chain, chainSource } = session;
    const found = said(chain.length < 2 ? '/chain/0/subject' : '/chain/1/subject', { count: chain.length });
    if (chain.length < 2 || chainSource !== 'wire') return inapplicable(found);
    const isOrdered = chain.every((each, index) => index === 0 || chain[index - 1]!.issuer === each.subject);
    return isOrdered ? passed(found) : failed(found);
  },
);
