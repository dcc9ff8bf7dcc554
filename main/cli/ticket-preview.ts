/** Shows exactly what would leave with a ticket: what was taken out, which files go along, and the text itself. */
import { renderTicket, type TicketFormat, type Translator } from '../../diagnostics/index.ts';
import type { PreparedTicket } from '../services/ticket-files.ts';

export async function renderPreview(
  prepared: PreparedTicket,
  format: TicketFormat,
  t: Translator,
): Promise<string> {
  const { ticket, shared, isSealed } = prepared;
  const bytes = await prepared.bundle();
  const switched = shared.redactions.map(({ id, count, isOn, isFixed }) => {
    const text = t.text(`ticket.redaction.${id}`, { count });
    const state = isFixed ? 'always' : isOn ? 'on' : 'off';
    return `- ${t.text(`cli.preview.${state}`, { text, option: `--keep ${id}` })}`;
  });
  const files = ticket.attachments.map(
    ({ name }) =>
      `- ${t.text(isSealed ? 'cli.preview.file_sealed' : 'cli.preview.file', { name, kilobytes: Math.ceil((bytes?.length ?? 0) / 1024) })}`,
  );
  const to = [ticket.recipient.name, ticket.recipient.address].filter((part) => part !== null).join(' · ');
  // A mail is shown by its text: its page says the same, and the file is the one that is named here.
  const text = renderTicket(ticket, format === 'eml' ? 'text' : format, t, { forSender: false });
  return [
    t.text('cli.preview.redactions'),
    ...switched,
    '',
    t.text('cli.preview.files'),
    ...(files.length === 0 ? [`- ${t.text('cli.preview.no_file')}`] : files),
    '',
    t.text('cli.preview.to', { to }),
    '',
    t.text('cli.preview.text'),
    '',
    text,
  ].join('\n');
}
