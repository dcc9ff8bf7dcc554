/** The logins that a person hands over for one run: in memory alone, with no more than a word of them in the request. */
import type { RunOptions } from '../../diagnostics/index.ts';
import { usageError } from './cli-error.ts';
import type { CliContext } from './context.ts';
import { readFtpLogin } from './ftp-login.ts';

export interface LoginOptions {
  /** User name; the password comes another way. */
  readonly ftpLogin?: string;
  /** Consent to a test file, and the folder for it. */
  readonly ftpUpload?: string;
}

interface Logins {
  readonly credentials: NonNullable<RunOptions['credentials']>;
  /** What planners may know of them. */
  readonly facts: Readonly<Record<string, string>>;
}

export async function readLogins(
  { io, t }: CliContext,
  { ftpLogin, ftpUpload }: LoginOptions,
): Promise<Logins> {
  if (ftpLogin === undefined) {
    if (ftpUpload !== undefined) throw usageError('ftp_upload_without_login');
    return { credentials: new Map(), facts: {} };
  }
  const login = await readFtpLogin(io, ftpLogin, ftpUpload);
  // Also with `--quiet`: consent to something that was not said is none.
  if (ftpUpload !== undefined) io.stderr.write(`${t.text('cli.ftp_upload.notice')}\n`);
  return {
    credentials: new Map([['ftp', login]]),
    facts: { 'ftp.login': 'given', ...(ftpUpload === undefined ? {} : { 'ftp.upload': 'allowed' }) },
  };
}
