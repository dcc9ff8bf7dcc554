/** Where Faultline keeps what it knows between runs, readable by its owner alone: XDG Base Directory on Unix, AppData on Windows. */
import { homedir } from 'node:os';
import { join } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** `FAULTLINE_STATE` wins. Null without a home. */
export function stateFolder(env: Environment): string | null {
  if (env['FAULTLINE_STATE']) return env['FAULTLINE_STATE'];
  const home = env['HOME'] ?? (env['USERPROFILE'] ? homedir() : undefined);
  const state =
    env['XDG_STATE_HOME'] ?? env['LOCALAPPDATA'] ?? (home ? join(home, '.local', 'state') : undefined);
  return state === undefined ? null : join(state, 'faultline');
}
