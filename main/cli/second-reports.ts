/** `--with FILE`: reports from other seats, read and checked before anything is measured or judged. */
import type { Report } from '../../diagnostics/model/report.ts';
import { readReportFile } from '../services/report-files.ts';
import { CliError } from './cli-error.ts';

export async function readSecondReports(files: readonly string[] | undefined): Promise<readonly Report[]> {
  const reports: Report[] = [];
  for (const file of files ?? []) {
    const read = await readReportFile(file);
    if (!read.ok) throw new CliError(read.error);
    reports.push(read.report);
  }
  return reports;
}
