/** Answers that leave by the clipboard: made once more from what they are about, never taken from the window. */
import { clipboard } from 'electron';
import type { Handlers } from './answer.ts';
import type { MainContext } from './handlers.ts';

export const replyHandlers = ({ engine }: MainContext): Pick<Handlers, 'reply:copy' | 'code:copy'> => ({
  'reply:copy': async (input) => {
    await clipboard.writeText((await engine.call('reply:view', input)).text);
    return null;
  },
  'code:copy': async (input) => {
    await clipboard.writeText((await engine.call('code:read', input)).reply.text);
    return null;
  },
});
