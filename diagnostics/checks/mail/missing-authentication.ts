/** A port for outgoing mail that lets nobody log in (RFC 6409 section 4.3, RFC 4954). */
import { failed, passed, untested } from '../check.ts';
import { dialogueCheck } from './each-dialogue.ts';

export const missingAuthentication = dialogueCheck({
  id: 'missing-authentication',
  kinds: ['smtp'],
  isMeant: ({ endpoint }) => endpoint.port === 587 || endpoint.port === 465,
  evaluate({ data, said }) {
    const mechanisms = data.authMechanismsAfterTls;
    if (mechanisms === undefined) return untested(said([]));
    return (mechanisms.length === 0 ? failed : passed)(
      said(['/data/authMechanismsAfterTls'], { mechanisms: mechanisms.slice(0, 8).join(', ') }),
    );
  },
});
