/** Proxy settings from the environment and from the system. Hints: which program obeys which differs. */
import { parseGnomeProxy, parseMacProxy, parseWindowsProxy, type ProxySetting } from './proxy-settings.ts';
import type { MachineSource } from './source.ts';
import { systemFile } from './windows-paths.ts';

const MAX_SETTINGS = 20;
const variables = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'] as const;

/**
 * Takes away user names, passwords and query strings. Everything up to the last @ goes, since a password
 * may itself hold @ or /; losing a little more of a strange value is the right way to err.
 */
export function withoutCredentials(value: string): string {
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(value)?.[0] ?? '';
  const rest = value.slice(scheme.length);
  return `${scheme}${rest.slice(rest.lastIndexOf('@') + 1).replace(/[?#].*$/, '')}`;
}

/** Lower and upper case are both in use; curl ignores HTTP_PROXY in upper case, others do not. */
export function environmentProxies(env: MachineSource['env']): readonly ProxySetting[] {
  return variables.flatMap((name) => {
    const lower = env[name];
    const upper = env[name.toUpperCase()];
    // Windows answers both spellings from one variable.
    const isOne = upper === lower;
    return [
      ...(lower ? [{ source: `env ${name}`, value: lower }] : []),
      ...(upper && !isOne ? [{ source: `env ${name.toUpperCase()}`, value: upper }] : []),
    ];
  });
}

async function systemProxies(source: MachineSource, signal: AbortSignal): Promise<readonly ProxySetting[]> {
  switch (source.platform) {
    case 'linux':
      return parseGnomeProxy(
        await source.runCommand('gsettings', ['list-recursively', 'org.gnome.system.proxy'], signal),
      );
    case 'darwin':
      return parseMacProxy(await source.runCommand('/usr/sbin/scutil', ['--proxy'], signal));
    case 'win32': {
      const key = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings`;
      return parseWindowsProxy(
        await source.runCommand(systemFile(source, 'reg.exe'), ['query', key], signal),
      );
    }
    default:
      return [];
  }
}

export const scrubbed = (settings: readonly ProxySetting[]): readonly ProxySetting[] =>
  settings.slice(0, MAX_SETTINGS).map(({ source, value }) => ({
    source: source.slice(0, 60),
    value: withoutCredentials(value).slice(0, 500),
  }));

/** The environment is known at once, so it stands even when the system's settings cannot be read in time. */
export async function readProxies(
  source: MachineSource,
  signal: AbortSignal,
): Promise<readonly ProxySetting[]> {
  const system = await systemProxies(source, signal).catch(() => []);
  return scrubbed([...environmentProxies(source.env), ...system]);
}
