// `lab zones`: Faultline and Zonemaster side by side on sound and faulty zones.

import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { runPool } from '../sandbox/pool.ts';
import type { Finished } from '../sandbox/pool.ts';
import { requireEverything } from '../sandbox/prerequisites.ts';
import { LabError } from '../world/process.ts';
import { zoneCases, type ZoneCase } from '../zones/cases.ts';
import type { ZoneComparison } from '../zones/compare.ts';
import { wordFor } from '../zones/words.ts';
import { cliToRun } from './paths.ts';

export interface ZonesOptions {
  readonly parallel: number;
  readonly cli: string | undefined;
  readonly json: string | undefined;
}

const resultOf = ({ result }: Finished<ZoneCase>): ZoneComparison | string => {
  if (typeof result === 'string') return result;
  return result.kind === 'zone' ? result.comparison : 'unexpected answer';
};

const tagsOf = ({ peer }: ZoneComparison): readonly string[] => [
  ...new Set((peer ?? []).map(({ level, tag }) => `${level} ${tag}`)),
];

/** One line for each message of Zonemaster: what we say to it. */
function answersTo(comparison: ZoneComparison): readonly string[] {
  const failed = new Set(comparison.failed);
  return tagsOf(comparison).map((message) => {
    const word = wordFor(message.split(' ')[1] ?? '', failed);
    if (word.kind === 'said') return `= ${message}: ${word.by.join(', ')}`;
    return word.kind === 'explained' ? `~ ${message}: ${word.why}` : `! ${message}: WE SAY NOTHING`;
  });
}

/** Both have judged, and differently. */
const isUnlike = ({ ours, unbound }: ZoneComparison): boolean =>
  ours !== 'unknown' && unbound !== 'unknown' && ours !== unbound;

const isMissing = (line: string): boolean => line.startsWith('!');

function print(finished: Finished<ZoneCase>): void {
  const { task } = finished;
  const result = resultOf(finished);
  if (typeof result === 'string') {
    console.log(`FAILED  ${task.id}: ${result}`);
    return;
  }
  const times = `${result.seconds.toFixed(1)} s, Zonemaster ${result.peer === null ? '-' : `${result.peerSeconds.toFixed(1)} s`}`;
  console.log(`${task.id} (${task.domain}), ${times}`);
  console.log(`    Faultline: ${result.failed.join(', ') || 'nothing'}`);
  console.log(
    `    signatures: ${result.ours}, by Unbound ${result.unbound}${isUnlike(result) ? ' UNLIKE' : ''}`,
  );
  for (const line of answersTo(result)) console.log(`    ${line}`);
}

function findPeer(): string | null {
  const { stdout, status } = spawnSync('sh', ['-c', 'command -v zonemaster-cli'], { encoding: 'utf8' });
  if (status === 0) return stdout.trim();
  console.log(
    'zonemaster-cli is not on the path (test/lab/install-zonemaster fetches it): only Faultline is run.',
  );
  return null;
}

export async function zones(ids: readonly string[], options: ZonesOptions): Promise<number> {
  requireEverything();
  const cli = cliToRun(options.cli);
  const peer = findPeer();
  const tasks = ids.length === 0 ? zoneCases : zoneCases.filter(({ id }) => ids.includes(id));
  if (tasks.length === 0)
    throw new LabError(`no such zone; there are: ${zoneCases.map(({ id }) => id).join('; ')}`);
  const results = await runPool<ZoneCase>({
    tasks,
    jobOf: ({ id }) => ({ kind: 'zone', zone: id, cli, peer }),
    parallel: options.parallel,
    onFinished: print,
  });
  const told = results.map((each) => ({ id: each.task.id, result: resultOf(each) }));
  const compared = told.flatMap(({ result }) => (typeof result === 'string' ? [] : [result]));
  const lines = compared.flatMap(answersTo);
  const missing = lines.filter(isMissing).length;
  const faulty = tasks.filter(({ isSound }) => !isSound).length;
  console.log(
    `${faulty} faulty and ${tasks.length - faulty} sound zones; of ${lines.length} messages of Zonemaster ` +
      `${lines.filter((line) => line.startsWith('=')).length} are ours too, ` +
      `${lines.filter((line) => line.startsWith('~')).length} explained, ${missing} missing`,
  );
  const unlike = compared.filter(isUnlike).length;
  console.log(`signatures judged unlike Unbound: ${unlike} of ${compared.length} zones`);
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(told, undefined, 2)}\n`);
  return missing + unlike > 0 || compared.length < told.length ? 1 : 0;
}
