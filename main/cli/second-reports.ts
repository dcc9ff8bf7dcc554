/** `--with FILE`: reports from other seats, read and checked before anything is measured or judged. */
import type { Report } from '../../diagnostics/model/report.ts';
import { openReportFile } from '../services/report-files.ts';
import { accepted } from '../services/said-error.ts';
import { loadIdentity } from '../services/sealed-report.ts';
import { CliError } from './cli-error.ts';

export async function readSecondReports(
  files: readonly string[] | undefined,
  identity?: string,
): Promise<readonly Report[]> {
  const keys = identity === undefined ? null : accepted(await loadIdentity(identity));
  const reports: Report[] = [];
  for (const file of files ?? []) {
    const read = await openReportFile(file, keys);
    if (!read.ok) throw new CliError(read.error);
    reports.push(read.value.report);
  }
  return reports;
}
