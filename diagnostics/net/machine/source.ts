/** What the readers may ask of the operating system; tests put recorded answers in its place. */
import { execFile } from 'node:child_process';
import { getServers } from 'node:dns';
import { open } from 'node:fs/promises';
import { arch, networkInterfaces, platform, release, type NetworkInterfaceInfo } from 'node:os';

export interface MachineSource {
  readonly platform: string;
  readonly release: string;
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `process.versions`: node, openssl, electron… */
  readonly versions: Readonly<Record<string, string | undefined>>;
  readonly isBoringSsl: boolean;
  interfaces(): Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;
  resolvers(): readonly string[];
  /** Standard output of a command that ended well; rejects otherwise. */
  runCommand(file: string, args: readonly string[], signal: AbortSignal): Promise<string>;
  /** Start of a text file. */
  readText(path: string, maxBytes: number, signal: AbortSignal): Promise<string>;
}

/** They take some 10 ms; on a machine under load the start of a process alone takes far longer. */
const COMMAND_TIMEOUT_MS = 2_000;
const COMMAND_OUTPUT_BYTES = 1024 * 1024;

function commandEnvironment(): NodeJS.ProcessEnv {
  // Only the C locale is stable enough to parse; Debian keeps `ip` off the path of ordinary users.
  const extra = process.platform === 'win32' ? {} : { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };
  return { ...process.env, ...extra, LC_ALL: 'C', LANG: 'C', LANGUAGE: 'C' };
}

function runCommand(file: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = {
      signal,
      timeout: COMMAND_TIMEOUT_MS,
      maxBuffer: COMMAND_OUTPUT_BYTES,
      killSignal: 'SIGKILL',
      windowsHide: true,
      encoding: 'utf8',
      env: commandEnvironment(),
    } as const;
    execFile(file, [...args], options, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  });
}

async function readText(path: string, maxBytes: number, signal: AbortSignal): Promise<string> {
  const file = await open(path, 'r');
  try {
    const chunks: Buffer[] = [];
    let total = 0;
    // Files under /proc report size 0, so the end is found by reading.
    while (total < maxBytes) {
      signal.throwIfAborted();
      const chunk = Buffer.alloc(Math.min(256 * 1024, maxBytes - total));
      const { bytesRead } = await file.read(chunk, 0, chunk.length);
      if (bytesRead === 0) break;
      chunks.push(chunk.subarray(0, bytesRead));
      total += bytesRead;
    }
    return Buffer.concat(chunks).toString('utf8');
  } finally {
    await file.close();
  }
}

function isBoringSsl(): boolean {
  // The feature flag exists in newer Node only; without it, Electron means BoringSSL.
  const flag = (process.features as { readonly openssl_is_boringssl?: boolean }).openssl_is_boringssl;
  return flag ?? process.versions['electron'] !== undefined;
}

export const systemSource: MachineSource = {
  platform: platform(),
  release: release(),
  arch: arch(),
  env: process.env,
  versions: process.versions,
  isBoringSsl: isBoringSsl(),
  interfaces: networkInterfaces,
  resolvers: getServers,
  runCommand,
  readText,
};
