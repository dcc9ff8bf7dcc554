/** The logins that a person hands over for one run: in memory alone, with no more than a word of them in the request. */
import type { RunOptions } from '../../diagnostics/index.ts';
import { usageError } from './cli-error.ts';
import type { CliContext } from './context.ts';
import { readFtpLogin } from './ftp-login.ts';
import { readSshLogin, type SshLoginOptions } from './ssh-login.ts';

type Credentials = NonNullable<RunOptions['credentials']>;
export type Login = NonNullable<ReturnType<Credentials['get']>>;

export interface LoginOptions extends SshLoginOptions {
  /** User name; the password comes another way. */
  readonly ftpLogin?: string;
  /** Consent to a test file, and the folder for it. */
  readonly ftpUpload?: string;
}

interface Logins {
  readonly credentials: Credentials;
  /** What planners may know of them. */
  readonly facts: Readonly<Record<string, string>>;
}

export async function readLogins({ io, t }: CliContext, options: LoginOptions): Promise<Logins> {
  const { ftpLogin, ftpUpload } = options;
  if (ftpLogin === undefined && ftpUpload !== undefined) throw usageError('ftp_upload_without_login');
  const ftp = ftpLogin === undefined ? null : await readFtpLogin(io, ftpLogin, ftpUpload);
  const ssh = await readSshLogin(io, options);
  // Also with `--quiet`: consent to something that was not said is none.
  if (ftpUpload !== undefined) io.stderr.write(`${t.text('cli.ftp_upload.notice')}\n`);
  const credentials = new Map<'ftp' | 'ssh', Login>();
  if (ftp !== null) credentials.set('ftp', ftp);
  if (ssh !== null) credentials.set('ssh', ssh.login);
  return {
    credentials,
    facts: {
      ...(ftp === null ? {} : { 'ftp.login': 'given' }),
      ...(ftpUpload === undefined ? {} : { 'ftp.upload': 'allowed' }),
      ...ssh?.facts,
    },
  };
}
