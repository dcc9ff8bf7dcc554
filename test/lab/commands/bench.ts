// `lab bench`: how long Faultline takes, with other tools beside it. One after the other, in a world of its own: a busy machine blurs times.

import { contestNamed, contests } from '../bench/index.ts';
import type { Contest, Row } from '../bench/contest.ts';
import { runPool } from '../sandbox/pool.ts';
import type { Finished } from '../sandbox/pool.ts';
import { requireEverything } from '../sandbox/prerequisites.ts';
import { cliToRun } from './paths.ts';

const line = ({ who, seconds, note }: Row): string =>
  `  ${who.padEnd(30)} ${seconds === null ? '      -' : `${seconds.toFixed(2).padStart(6)} s`}  ${note}`;

/** The first row is what was promised. */
const isKept = ({ promisedSeconds }: Contest, rows: readonly Row[]): boolean =>
  promisedSeconds === null || (rows[0]?.seconds ?? Infinity) < promisedSeconds;

const rowsOf = ({ result }: Finished<Contest>): readonly Row[] | string => {
  if (typeof result === 'string') return result;
  return result.kind === 'bench' ? result.rows : 'unexpected answer';
};

function print(finished: Finished<Contest>): void {
  const { task } = finished;
  const rows = rowsOf(finished);
  console.log(
    `${task.id}: ${task.question}${task.promisedSeconds === null ? '' : `, promised in ${task.promisedSeconds} s`}`,
  );
  console.log(typeof rows === 'string' ? `  could not run: ${rows}` : rows.map(line).join('\n'));
}

export async function bench(ids: readonly string[], chosenCli: string | undefined): Promise<number> {
  requireEverything();
  const cli = cliToRun(chosenCli);
  const results = await runPool<Contest>({
    tasks: ids.length === 0 ? contests : ids.map(contestNamed),
    jobOf: ({ id }) => ({ kind: 'bench', id, cli }),
    parallel: 1,
    onFinished: print,
  });
  const isGood = results.every((each) => {
    const rows = rowsOf(each);
    return typeof rows !== 'string' && isKept(each.task, rows);
  });
  console.log(isGood ? 'every promise is kept' : 'a promise is broken');
  return isGood ? 0 : 1;
}
