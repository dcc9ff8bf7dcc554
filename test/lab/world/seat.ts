// The customer's computer: its files under /etc, its clock, and commands run there.

import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { etcOf, paths } from './paths.ts';
import type { Pki } from './pki.ts';
import { mustRun, run } from './process.ts';
import type { Outcome, RunOptions } from './process.ts';
import { seatAddresses } from './topology.ts';
import type { NodeName } from './topology.ts';

const node = 'customer';

export type SeatFile = 'hosts' | 'resolv.conf' | 'ssl/certs/ca-certificates.crt';

const healthyFiles: Readonly<Record<Exclude<SeatFile, `ssl/${string}`>, string>> = {
  hosts: '127.0.0.1 localhost\n::1 localhost ip6-localhost\n',
  'resolv.conf': `nameserver ${seatAddresses.gateway}\noptions timeout:2 attempts:2\n`,
};

export class Seat {
  /** For libfaketime, such as `+400d`; empty when the clock is right. */
  clockShift = '';
  /** `host:port` of the proxy that is set on the computer; empty for none. */
  proxy = '';

  static async create(pki: Pki): Promise<Seat> {
    await Promise.all([
      mkdir(etcOf(node, 'ssl/certs'), { recursive: true }),
      mkdir(paths.home, { recursive: true }),
    ]);
    const anchors = await pki.trustAnchors();
    await Promise.all([
      ...Object.entries(healthyFiles).map(([file, text]) => writeFile(etcOf(node, file), text)),
      writeFile(etcOf(node, 'ssl/openssl.cnf'), ''),
      trust(anchors),
    ]);
    return new Seat();
  }

  /** Runs a program at another seat: the phone's hotspot or the agent's desk. */
  execAt(seat: NodeName, command: readonly string[], options: RunOptions = {}): Promise<Outcome> {
    return run('ip', ['netns', 'exec', seat, ...command], { ...options, env: this.environment() });
  }

  /** Runs a program at the customer's computer. */
  exec(command: readonly string[], options: RunOptions = {}): Promise<Outcome> {
    return run('ip', ['netns', 'exec', node, ...command], { ...options, env: this.environment() });
  }

  /** Runs a shell command there. `$LAB_CLOCK` before a program gives it the computer's clock. */
  run(command: string, options: RunOptions = {}): Promise<Outcome> {
    return this.exec(['bash', '-c', command], options);
  }

  /** A clean environment: no proxy settings but the computer's own, and no Node options of whoever started the lab. */
  environment(): NodeJS.ProcessEnv {
    return {
      PATH: process.env['PATH'],
      HOME: paths.home,
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      // Hundreds of runs of the same program: Node keeps what it compiled (it is ignored by versions that cannot).
      NODE_COMPILE_CACHE: paths.compiled,
      LAB_CLOCK: this.clockPrefix().join(' '),
      ...(this.proxy === ''
        ? {}
        : { http_proxy: `http://${this.proxy}`, https_proxy: `http://${this.proxy}` }),
    };
  }

  clockPrefix(): readonly string[] {
    return this.clockShift === '' ? [] : ['faketime', '-f', this.clockShift];
  }

  pathOf(file: SeatFile): string {
    return etcOf(node, file);
  }
}

/** The computer's own root store, in the places where OpenSSL, curl and Node look for it. */
async function trust(anchors: readonly string[]): Promise<void> {
  const certificates = etcOf(node, 'ssl/certs');
  await writeFile(`${certificates}/ca-certificates.crt`, anchors.join(''));
  // OpenSSL looks a directory up by subject hash.
  await Promise.all(
    anchors.map(async (anchor) => {
      const hash = (await mustRun('openssl', ['x509', '-noout', '-hash'], { input: anchor })).trim();
      await writeFile(`${certificates}/${hash}.0`, anchor);
    }),
  );
  await symlink('certs/ca-certificates.crt', etcOf(node, 'ssl/cert.pem'));
}
