// `lab politeness`: runs of the CLI judged by what the servers wrote of them, and by what left the computer.

import { resolve } from 'node:path';
import { complaintsAbout, summaryOf } from '../politeness/verdict.ts';
import type { Expectation } from '../politeness/verdict.ts';
import { runPool } from '../sandbox/pool.ts';
import type { Finished } from '../sandbox/pool.ts';
import { requireEverything } from '../sandbox/prerequisites.ts';
import { scenarioName } from '../scoring/scenario.ts';
import { LabError } from '../world/process.ts';
import { cliToRun, ownPack } from './paths.ts';
import { allScenarios } from './score.ts';

/** Healthy with all services, and every kind of trouble that tempts a program to knock again. */
const watched: readonly string[] = [
  'healthy-hosted',
  'healthy-tarpit',
  'healthy-greylisting',
  'customer-banned',
  'look-mail-guard',
  'port25-blocked-drop',
  'smtp-service-stopped',
  'web-hung',
  'imap-hung',
  'web-site-500',
  'web-redirect-loop',
  'healthy-lossy-line',
  'ftp-passive-closed',
  'ftp-plain-refused',
  'ftp-session-reuse-required',
  'ftp-data-tls-reset',
  'ftp-limit-address',
  'ftp-service-stopped',
  'ssh-refused-for-now',
  'ssh-hosts-deny',
  'ssh-methods-old',
];

const special: Readonly<Record<string, Expectation>> = {
  'healthy-hosted': { mustNotice: ['vsftpd-21-v4', 'sshd-web1', 'exim-mail', 'dovecot-mail', 'nginx-web1'] },
  // The server's side of the data connection is not told of the reset: it waits there and reads no QUIT.
  'ftp-data-tls-reset': { mayCut: ['vsftpd-21-v4'] },
};

interface Task {
  readonly file: string;
}

function complaintsOf({ task, result }: Finished<Task>): readonly string[] {
  if (typeof result === 'string') return [result];
  if (result.kind !== 'politeness') return ['unexpected answer'];
  return complaintsAbout(result.politeness, special[scenarioName(task.file)]);
}

function print(finished: Finished<Task>): void {
  const { task, result } = finished;
  const complaints = complaintsOf(finished);
  const counted =
    typeof result !== 'string' && result.kind === 'politeness' ? summaryOf(result.politeness) : '';
  const head = complaints.length === 0 ? 'polite' : 'RUDE  ';
  console.log(`${head}  ${scenarioName(task.file).padEnd(30)} ${counted}`);
  for (const complaint of complaints) console.log(`        ${complaint}`);
}

async function watchedFiles(): Promise<readonly string[]> {
  const all = await allScenarios();
  return watched.map((name) => {
    const file = all.find((each) => scenarioName(each) === name);
    if (file === undefined) throw new LabError(`no scenario is called ${name}`);
    return file;
  });
}

export async function politeness(
  files: readonly string[],
  options: { readonly parallel: number; readonly cli: string | undefined },
): Promise<number> {
  requireEverything();
  const cli = cliToRun(options.cli);
  const chosen = files.length === 0 ? await watchedFiles() : files.map((file) => resolve(file));
  const results = await runPool<Task>({
    tasks: chosen.map((file) => ({ file })),
    jobOf: ({ file }) => ({ kind: 'politeness', file, cli, pack: ownPack }),
    parallel: options.parallel,
    onFinished: print,
  });
  const rude = results.filter((finished) => complaintsOf(finished).length > 0).length;
  console.log(`${results.length - rude} of ${results.length} runs were polite`);
  return rude === 0 ? 0 : 1;
}
