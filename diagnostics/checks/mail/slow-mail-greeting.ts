/** A greeting that comes late is no outage: servers delay it to keep senders of spam away, or look up who calls (R88). */
import { cantTell, failed, passed, untested } from '../check.ts';
import { dialogueCheck } from './each-dialogue.ts';

const SLOW_MS = 5_000;

export const slowMailGreeting = dialogueCheck({
  id: 'slow-mail-greeting',
  kinds: ['smtp', 'imap', 'pop3'],
  isMeant: () => true,
  evaluate({ observation, data, said }) {
    const { greetingMs } = data;
    if (greetingMs !== undefined)
      return (greetingMs > SLOW_MS ? failed : passed)(
        said(['/data/greetingMs'], { seconds: Math.round(greetingMs / 1000) }),
      );
    // Longer than we wait: slow or dead, nobody can say.
    const isWaiting = observation.failure?.code === 'timed_out' && observation.failure.operation === 'greet';
    return isWaiting ? cantTell(said(['/failure/code'])) : untested(said([]));
  },
});
