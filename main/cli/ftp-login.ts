/** The login for file transfer: kept in memory for one run, used for one try, stored nowhere. */
import type { Login } from './logins.ts';
import { usageError } from './cli-error.ts';
import type { CliIo } from './io.ts';
import { firstLine, isUserName, takeFromEnvironment } from './secret-input.ts';

const PASSWORD_VARIABLE = 'FAULTLINE_FTP_PASSWORD';

/** `uploadTo`: the folder into which a test file may be written. */
export async function readFtpLogin({ env, stdin }: CliIo, user: string, uploadTo?: string): Promise<Login> {
  // What was typed is not said back: it may hold a password.
  if (!isUserName(user)) throw usageError('invalid_ftp_login');
  const password = takeFromEnvironment(env, PASSWORD_VARIABLE) ?? (await firstLine(stdin));
  if (password === '' || /[\r\n\0]/u.test(password))
    throw usageError('no_ftp_password', { variable: PASSWORD_VARIABLE });
  return { user, password, ...(uploadTo === undefined ? {} : { uploadTo: folderOf(uploadTo) }) };
}

function folderOf(typed: string): string {
  if (!/^[^\p{Cc}]{1,200}$/u.test(typed)) throw usageError('invalid_ftp_upload');
  return typed;
}
