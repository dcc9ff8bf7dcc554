/**
 * The login for file transfer: the name from the command line, the password from the environment or from standard input, never from the
 * command line, where other users of the machine can read it. Kept in memory for one run, used for one try, stored nowhere.
 */
import type { RunOptions } from '../../diagnostics/index.ts';
import { usageError } from './cli-error.ts';
import type { CliIo } from './io.ts';

type FtpLogin = NonNullable<ReturnType<NonNullable<RunOptions['credentials']>['get']>>;

const PASSWORD_VARIABLE = 'FAULTLINE_FTP_PASSWORD';
const MAX_PASSWORD_BYTES = 1_000;

/** `uploadTo`: the folder into which a test file may be written. */
export async function readFtpLogin(
  { env, stdin }: CliIo,
  user: string,
  uploadTo?: string,
): Promise<FtpLogin> {
  // A colon is where people put a password behind the name: it is not said back to them.
  if (!/^[\x21-\x39\x3b-\x7e]{1,200}$/u.test(user)) throw usageError('invalid_ftp_login');
  const password = takeFrom(env) ?? (await firstLine(stdin));
  if (password === '' || /[\r\n\0]/u.test(password))
    throw usageError('no_ftp_password', { variable: PASSWORD_VARIABLE });
  return { user, password, ...(uploadTo === undefined ? {} : { uploadTo: folderOf(uploadTo) }) };
}

function folderOf(typed: string): string {
  if (!/^[^\p{Cc}]{1,200}$/u.test(typed)) throw usageError('invalid_ftp_upload');
  return typed;
}

/** Out of the environment too, so that no process that is started later inherits it. */
function takeFrom(env: CliIo['env']): string | undefined {
  const password = env[PASSWORD_VARIABLE];
  if (password !== undefined) Reflect.deleteProperty(env, PASSWORD_VARIABLE);
  return password;
}

async function firstLine(stdin: CliIo['stdin']): Promise<string> {
  // What is typed on a terminal would be shown.
  if (stdin === undefined || ('isTTY' in stdin && stdin.isTTY === true)) return '';
  let text = Buffer.alloc(0);
  for await (const chunk of stdin) {
    text = Buffer.concat([text, chunk]);
    if (text.includes(0x0a) || text.length > MAX_PASSWORD_BYTES) break;
  }
  return text.toString('utf8').split(/\r?\n/u, 1)[0] ?? '';
}
