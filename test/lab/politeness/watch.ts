// One run under watch: the counter at the computer, and the part of each server's log that was written meanwhile.

import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ftpNames } from '../services/file-access.ts';
import { dovecotName, eximName } from '../services/mail.ts';
import { runScenario } from '../scoring/cli-run.ts';
import type { ScenarioJob } from '../scoring/cli-run.ts';
import { daemonDirectory, paths } from '../world/paths.ts';
import type { World } from '../world/world.ts';
import { startCounting, stopCounting } from './connects.ts';
import type { Connects } from './connects.ts';
import { readLog } from './logs.ts';
import type { LogKind } from './logs.ts';
import type { Politeness } from './verdict.ts';

interface Log {
  readonly server: string;
  readonly kind: LogKind;
  readonly path: string;
}

const suffixes = ['mail', 'third'] as const;
const logs: readonly Log[] = [
  ...ftpNames.map((server): Log => ({
    server,
    kind: 'ftp',
    path: `${daemonDirectory(server)}/sessions.log`,
  })),
  { server: 'sshd-web1', kind: 'ssh', path: `${paths.logs}/sshd-web1.log` },
  ...suffixes
    .map(eximName)
    .map((server): Log => ({ server, kind: 'smtp', path: `${daemonDirectory(server)}/mainlog` })),
  ...suffixes
    .map(dovecotName)
    .map((server): Log => ({ server, kind: 'mailbox', path: `${daemonDirectory(server)}/log` })),
  ...['nginx-web1', 'nginx-web2', 'nginx-third'].map((server): Log => ({
    server,
    kind: 'web',
    path: `${daemonDirectory(server)}/visits.log`,
  })),
];

/** Servers write the end of a conversation a moment after it. */
const settleMs = 1_500;

const textOf = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

export async function watchScenario(world: World, job: ScenarioJob): Promise<Politeness> {
  let before: readonly string[] = [];
  let after: readonly string[] = [];
  let connects: readonly Connects[] = [];
  const readAll = (): Promise<readonly string[]> => Promise.all(logs.map(({ path }) => textOf(path)));
  const { failure } = await runScenario(world, job, {
    before: async () => {
      before = await readAll();
      await startCounting();
    },
    after: async () => {
      connects = await stopCounting();
      await sleep(settleMs);
      after = await readAll();
    },
  });
  const visits = logs.map(({ server, kind }, index) =>
    readLog(server, kind, (after[index] ?? '').slice((before[index] ?? '').length)),
  );
  return { connects, visits, failure };
}
