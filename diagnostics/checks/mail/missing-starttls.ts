/** The upgrade to an encrypted connection is not offered (RFC 3207, RFC 2595, RFC 9051 section 6.2.1, R67). */
import { failed, passed, untested } from '../check.ts';
import { dialogueCheck } from './each-dialogue.ts';

export const missingStarttls = dialogueCheck({
  id: 'missing-starttls',
  kinds: ['smtp', 'imap', 'pop3'],
  isMeant: ({ input }) => input.security === 'starttls',
  evaluate({ data, said }) {
    const found = said(['/data/capabilities', '/data/upgrade']);
    if (data.upgrade === 'not_offered') return failed(found);
    if (data.upgrade === 'refused')
      return failed({ ...said(['/failure/detail', '/data/upgrade']), variant: 'refused' });
    // A handshake that fails after the offer is told by `failed-tls-handshake`.
    return data.upgrade === 'not_tried' ? untested(said([])) : passed(found);
  },
});
