/** A test file that could not be taken away is told at once, whatever the format of the report. */
import type { Report } from '../../diagnostics/model/report.ts';
import type { CliContext } from './context.ts';

export function tellOfTestFile({ io, t }: CliContext, { findings }: Report): void {
  for (const { check, outcome, subject, message } of findings)
    if (check === 'left-test-file' && outcome === 'failed')
      io.stderr.write(`${t.text('cli.ftp_upload.left', { file: message.values['file'] ?? '', subject })}\n`);
}
