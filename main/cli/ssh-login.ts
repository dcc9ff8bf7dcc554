/** The login for SSH: a password, a key file or an agent; kept in memory for one run, used for one try, stored nowhere. */
import { readFile } from 'node:fs/promises';
import { isPrivateKey } from '../../diagnostics/index.ts';
import { usageError } from './cli-error.ts';
import type { CliIo } from './io.ts';
import type { Login } from './logins.ts';
import { firstLine, isUserName, takeFromEnvironment } from './secret-input.ts';

export interface SshLoginOptions {
  /** User name; what proves it comes another way. */
  readonly sshLogin?: string;
  /** File of a private key. */
  readonly sshKey?: string;
  readonly sshAgent?: boolean;
  /** SHA256:…, of the host key that the server must show. */
  readonly sshFingerprint?: string;
}

const PASSWORD_VARIABLE = 'FAULTLINE_SSH_PASSWORD';
const PASSPHRASE_VARIABLE = 'FAULTLINE_SSH_PASSPHRASE';
const MAX_KEY_CHARACTERS = 65_536;

interface SshLogin {
  readonly login: Login;
  readonly facts: Readonly<Record<string, string>>;
}

/** Null where none was asked for. */
export async function readSshLogin(io: CliIo, options: SshLoginOptions): Promise<SshLogin | null> {
  const { sshLogin: user, sshKey, sshAgent, sshFingerprint } = options;
  if (user === undefined) {
    if (sshKey !== undefined || sshAgent === true || sshFingerprint !== undefined)
      throw usageError('ssh_login_missing');
    return null;
  }
  if (!isUserName(user)) throw usageError('invalid_ssh_login');
  const fingerprint =
    sshFingerprint === undefined ? {} : { 'ssh.fingerprint': fingerprintOf(sshFingerprint) };
  const made = (method: string, proof: Partial<Login>): SshLogin => ({
    login: { user, password: '', ...proof },
    facts: { 'ssh.login': method, ...fingerprint },
  });
  if (sshKey !== undefined) return made('key', { key: await keyOf(io, sshKey) });
  if (sshAgent === true) return made('agent', { agent: agentOf(io) });
  const password = takeFromEnvironment(io.env, PASSWORD_VARIABLE) ?? (await firstLine(io.stdin));
  if (password === '') throw usageError('no_ssh_password', { variable: PASSWORD_VARIABLE });
  return made('password', { password });
}

async function keyOf({ env }: CliIo, file: string): Promise<NonNullable<Login['key']>> {
  const passphrase = takeFromEnvironment(env, PASSPHRASE_VARIABLE);
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text.length > MAX_KEY_CHARACTERS || !isPrivateKey(text, passphrase))
    throw usageError('unreadable_ssh_key');
  return { text, ...(passphrase === undefined ? {} : { passphrase }) };
}

function agentOf({ env }: CliIo): string {
  const socket = env['SSH_AUTH_SOCK'] ?? '';
  if (socket === '') throw usageError('no_ssh_agent');
  return socket;
}

/** In the form of `ssh-keygen -l`: base64 of 32 bytes without padding. */
function fingerprintOf(typed: string): string {
  const found = /^(?:SHA256:)?([A-Za-z0-9+/]{43})=?$/u.exec(typed.trim())?.[1];
  if (found === undefined) throw usageError('invalid_ssh_fingerprint');
  return found;
}
