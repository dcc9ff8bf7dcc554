/** A short log for whoever mends Faultline: what was refused and where it broke. Never what a person typed or a server said. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

export type Log = (what: string, error?: unknown) => void;

const MAX_BYTES = 512 * 1024;

/** Two files at most; a log that cannot be written stops nothing. */
export function createLog(folder: string, now: () => Date = () => new Date()): Log {
  const file = join(folder, 'faultline.log');
  return (what, error) => {
    try {
      mkdirSync(folder, { recursive: true });
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES) renameSync(file, `${file}.1`);
      appendFileSync(file, `${now().toISOString()} ${what}${traceOf(error)}\n`, { mode: 0o600 });
    } catch {
      // Nowhere left to say it.
    }
  };
}

/** Kind of the error and where it arose; its message may hold anything. Folders are cut down to the program's own. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  // The message goes first: it may hold lines that look like frames.
  const frames = (error.stack ?? '')
    .replace(error.message, '')
    .split('\n')
    .filter((line) => /^\s+at /u.test(line))
    .slice(0, 8)
    .map((line) =>
      line.trim().replace(/(?:file:\/\/)?[^\s()]*?[\\/](?=(?:out|main|diagnostics|node_modules)[\\/])/u, ''),
    );
  return ` ${error.name} ${frames.join(' ')}`;
}
