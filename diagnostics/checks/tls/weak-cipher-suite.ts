/**
 * The method of encryption that the server chose among all that we offer. Some are broken and refused by every current program (RFC 7465,
 * RFC 8996, RFC 9325 section 4.1); others work and lack forward secrecy or modern integrity (RFC 9325 section 4.2).
 */
import { cantTell, failed, passed } from '../check.ts';
import { sessionCheck } from './each-session.ts';

const broken = /_(?:NULL|EXPORT\d*|RC4|RC2|DES|DES40|3DES|anon)_|_MD5$/;
const dated = /^TLS_RSA_WITH_|_CBC_/;

export const weakCipherSuite = sessionCheck('weak-cipher-suite', ({ session, said }) => {
  const suite = session.cipherSuite;
  if (suite === undefined) return cantTell(said('/chain/0/subject'));
  const found = said('/cipherSuite', { suite });
  if (broken.test(suite)) return failed(found);
  return dated.test(suite) ? failed({ ...found, variant: 'dated' }) : passed(found);
});
