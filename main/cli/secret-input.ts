/**
 * Secrets come from the environment or from standard input, never from the command line, where other users of the machine can read them.
 */
import type { CliIo } from './io.ts';

const MAX_SECRET_BYTES = 1_000;

/** Out of the environment too, so that no process that is started later inherits it. */
export function takeFromEnvironment(env: CliIo['env'], variable: string): string | undefined {
  const secret = env[variable];
  if (secret !== undefined) Reflect.deleteProperty(env, variable);
  return secret;
}

export async function firstLine(stdin: CliIo['stdin']): Promise<string> {
  // What is typed on a terminal would be shown.
  if (stdin === undefined || ('isTTY' in stdin && stdin.isTTY === true)) return '';
  let text = Buffer.alloc(0);
  for await (const chunk of stdin) {
    text = Buffer.concat([text, chunk]);
    if (text.includes(0x0a) || text.length > MAX_SECRET_BYTES) break;
  }
  return text.toString('utf8').split(/\r?\n/u, 1)[0] ?? '';
}

/** A bare user name. A colon is where people put a password behind it. */
export const isUserName = (typed: string): boolean => /^[\x21-\x39\x3b-\x7e]{1,200}$/u.test(typed);
