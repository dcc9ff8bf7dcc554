/** The server takes no passwords at all, only sign-in through the browser (OAuth, RFC 7628), which older programs cannot do (R90). */
import { takesTokensOnly } from '../../model/view/mail-sign-in.ts';
import { failed, passed, untested } from '../check.ts';
import { dialogueCheck } from './each-dialogue.ts';

export const modernSignInOnly = dialogueCheck({
  id: 'modern-sign-in-only',
  kinds: ['smtp', 'imap', 'pop3'],
  isMeant: ({ endpoint }) => endpoint.port !== 25,
  evaluate({ data, said }) {
    const mechanisms = data.authMechanismsAfterTls ?? [];
    if (mechanisms.length === 0) return untested(said([]));
    const found = said(['/data/authMechanismsAfterTls'], { mechanisms: mechanisms.slice(0, 8).join(', ') });
    return takesTokensOnly(data) ? failed(found) : passed(found);
  },
});
