/** A box on the way paints over what the server says (R67): a greeting of stars, extensions of X. */
import { isGreetingMasked, isListMasked } from '../../model/view/mail-greetings.ts';
import { failed, passed, untested } from '../check.ts';
import { dialogueCheck } from './each-dialogue.ts';

export const maskedMailDialogue = dialogueCheck({
  id: 'masked-mail-dialogue',
  kinds: ['smtp'],
  isMeant: ({ input }) => input.security !== 'implicit',
  evaluate({ data, said }) {
    if (data.greeting === undefined) return untested(said([]));
    const greeting = said(['/data/greeting'], { reply: data.greeting.slice(0, 200) });
    if (isListMasked(data))
      return failed({ ...said(['/data/capabilities'], { reply: '' }), variant: 'extensions' });
    return isGreetingMasked(data) ? failed(greeting) : passed(greeting);
  },
});
