/** The server takes passwords before the connection is encrypted (RFC 4954 section 4, RFC 8314 section 4.1). */
import { failed, inapplicable, passed, untested } from '../check.ts';
import { dialogueCheck } from './each-dialogue.ts';

/** Mechanisms that send the password or a token as it is; challenge and response does not. */
const revealing = new Set(['PLAIN', 'LOGIN', 'XOAUTH2', 'OAUTHBEARER']);

export const plaintextAuthentication = dialogueCheck({
  id: 'plaintext-authentication',
  kinds: ['smtp', 'imap', 'pop3'],
  isMeant: () => true,
  evaluate({ data, security, said }) {
    if (security === 'implicit') return inapplicable(said([]));
    if (data.authMechanisms === undefined) return untested(said([]));
    const mechanisms = data.authMechanisms.filter((each) => revealing.has(each));
    const found = said(['/data/authMechanisms'], { mechanisms: mechanisms.slice(0, 8).join(', ') });
    return mechanisms.length > 0 ? failed(found) : passed(found);
  },
});
