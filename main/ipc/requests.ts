/** Requests that leave for the customer: as a file, or as the text of a mail by the clipboard. */
import { clipboard } from 'electron';
import type { Handlers } from './answer.ts';
import { saveFile } from './files.ts';
import type { MainContext } from './handlers.ts';

export const requestHandlers = (context: MainContext): Pick<Handlers, 'requests:save' | 'requests:copy'> => ({
  'requests:save': async (input) => {
    const { name, content } = await context.engine.call('request:file', input);
    return saveFile(context, name, content);
  },
  'requests:copy': async (input) => {
    await clipboard.writeText((await context.engine.call('requests:made', input)).text);
    return null;
  },
});
