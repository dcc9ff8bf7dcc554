/**
 * The server greets with a refusal (RFC 5321 section 3.1: 554, or 421 for now; BYE and -ERR in the other protocols), or refuses the
 * first words after its greeting.
 */
import { failed, passed, untested } from '../check.ts';
import { dialogueCheck } from './each-dialogue.ts';

export const rejectingMailServer = dialogueCheck({
  id: 'rejecting-mail-server',
  kinds: ['smtp', 'imap', 'pop3'],
  isMeant: () => true,
  evaluate({ observation, data, said }) {
    const { failure } = observation;
    if (failure?.code === 'rejected' && failure.operation === 'greet') {
      const reply = (data.greeting ?? failure.detail).slice(0, 300);
      const found = said(['/data/greeting', '/failure/detail'], { reply });
      return failed(reply.startsWith('4') ? { ...found, variant: 'for_now' } : found);
    }
    if (failure?.code === 'rejected' && failure.operation === 'negotiate')
      return failed({
        ...said(['/failure/detail'], { reply: failure.detail.slice(0, 300) }),
        variant: 'after_greeting',
      });
    return data.greeting === undefined ? untested(said([])) : passed(said(['/data/greeting']));
  },
});
