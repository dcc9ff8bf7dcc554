// `lab servers`: every server software of the lab, set up wrongly in one way after another, and what is said of each.

import { runPool } from '../sandbox/pool.ts';
import type { Finished } from '../sandbox/pool.ts';
import { requireEverything } from '../sandbox/prerequisites.ts';
import { serverSetUps, serverSoftware, type ServerSoftware } from '../peers/server-set-ups.ts';
import type { Judgement } from '../scoring/judge.ts';
import { isHealthy, scenarioName } from '../scoring/scenario.ts';
import { LabError } from '../world/process.ts';
import { cliToRun, here, ownPack } from './paths.ts';
import { judgeFinished, loadTasks, type Task } from './score.ts';

const fileOf = (setUp: string): string => here(`../${setUp}.yaml`);

function chosenSoftware(chosen: readonly string[]): readonly ServerSoftware[] {
  const wanted = chosen.map((name) => name.toLowerCase());
  const found = serverSoftware.filter((name) => chosen.length === 0 || wanted.includes(name.toLowerCase()));
  if (found.length < new Set(wanted).size) throw new LabError(`choose among ${serverSoftware.join(', ')}`);
  return found;
}

const said = ({ saidRootCause, saidSide, saidConfidence, couldNotRun }: Judgement): string => {
  if (couldNotRun !== null) return `(could not run: ${couldNotRun})`;
  return saidRootCause === null ? saidSide : `${saidRootCause} (${saidSide}, ${saidConfidence})`;
};

/** One table; a set-up that is sound, or harms nobody, does not count among the broken ones. */
function print(name: ServerSoftware, results: readonly Finished<Task>[]): boolean {
  const rows = serverSetUps[name].flatMap((setUp) =>
    results.filter(({ task }) => task.file === fileOf(setUp)),
  );
  console.log(`\n${name}`);
  for (const row of rows) {
    const judgement = judgeFinished(row);
    const mark = judgement.complaints.length === 0 ? 'right' : 'WRONG';
    console.log(`  ${mark}  ${scenarioName(row.task.file).padEnd(34)} ${said(judgement)}`);
  }
  const broken = rows.filter(({ task }) => !isHealthy(task.scenario.truth));
  const right = broken.filter((row) => judgeFinished(row).complaints.length === 0);
  console.log(`  ${right.length} of ${broken.length} broken set-ups named rightly`);
  return rows.every((row) => judgeFinished(row).complaints.length === 0);
}

export async function servers(
  chosen: readonly string[],
  options: { readonly parallel: number; readonly cli: string | undefined },
): Promise<number> {
  requireEverything();
  const cli = cliToRun(options.cli);
  const names = chosenSoftware(chosen);
  const files = [...new Set(names.flatMap((name) => serverSetUps[name].map(fileOf)))];
  const results = await runPool<Task>({
    tasks: await loadTasks(files),
    jobOf: ({ file }) => ({ kind: 'scenario', file, cli, pack: ownPack }),
    parallel: options.parallel,
    onFinished: ({ task }) => process.stderr.write(`${scenarioName(task.file)} `),
  });
  return names.map((name) => print(name, results)).every(Boolean) ? 0 : 1;
}
