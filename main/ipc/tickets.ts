/** Tickets that leave: as a file of any format, or by the clipboard. */
import { clipboard } from 'electron';
import { printPdf } from '../window/print-pdf.ts';
import type { Handlers } from './answer.ts';
import { saveFile } from './files.ts';
import type { MainContext } from './handlers.ts';

export const ticketHandlers = (context: MainContext): Pick<Handlers, 'ticket:save' | 'ticket:copy'> => ({
  'ticket:save': async ({ format, ...ticket }) => {
    const made = await context.engine.call('ticket:file', {
      ...ticket,
      format: format === 'pdf' ? 'html' : format,
    });
    if (format !== 'pdf') return saveFile(context, made.name, made.content);
    const pdf = await printPdf(String(made.content));
    return saveFile(context, made.name.replace(/\.html$/u, '.pdf'), pdf);
  },
  'ticket:copy': async (ticket) => {
    const { content } = await context.engine.call('ticket:file', ticket);
    await clipboard.writeText(String(content));
    return null;
  },
});
