// `lab likeness [FILE...]`: does a batch, which looks less closely, say what a single run says?

import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { questionOf } from '../likeness/question.ts';
import { compare, renderLikeness, renderVerdict } from '../likeness/verdict.ts';
import type { Verdict } from '../likeness/verdict.ts';
import { runPool } from '../sandbox/pool.ts';
import type { Finished } from '../sandbox/pool.ts';
import { requireEverything } from '../sandbox/prerequisites.ts';
import { scenarioName } from '../scoring/scenario.ts';
import { cliToRun, ownPack } from './paths.ts';
import { loadTasks } from './score.ts';
import type { ScoreOptions, Task } from './score.ts';

function verdictOf({ task, result }: Finished<Task>): Verdict {
  const name = scenarioName(task.file);
  if (typeof result !== 'string' && result.kind === 'likeness')
    return compare(name, task.scenario, result.likeness);
  const failure = typeof result === 'string' ? result : 'unexpected answer';
  const batch = { exitCode: null, seconds: 0, answer: null, failure, stdout: '', ending: '' };
  return compare(name, task.scenario, { batch, check: null });
}

async function keepAnswers(directory: string, { task, result }: Finished<Task>): Promise<void> {
  if (typeof result === 'string' || result.kind !== 'likeness') return;
  const { batch, check } = result.likeness;
  const file = (of: string): string => join(directory, `${scenarioName(task.file)}.${of}.json`);
  await mkdir(directory, { recursive: true });
  await writeFile(file('batch'), batch.stdout);
  if (check !== null) await writeFile(file('check'), check.stdout);
}

export async function likeness(files: readonly string[], options: ScoreOptions): Promise<number> {
  requireEverything();
  const cli = cliToRun(options.cli);
  const pack = options.pack === undefined ? ownPack : resolve(options.pack);
  const all = await loadTasks(files);
  const skipped = all.flatMap(({ file, scenario }) => {
    const why = questionOf(scenario.target);
    return typeof why === 'string' ? [{ scenario: scenarioName(file), why }] : [];
  });
  const tasks = all.filter(({ scenario }) => typeof questionOf(scenario.target) !== 'string');
  const started = performance.now();
  const results = await runPool({
    tasks,
    jobOf: ({ file }) => ({ kind: 'likeness', file, cli, pack }),
    parallel: options.parallel,
    onFinished: (finished) => console.log(renderVerdict(verdictOf(finished))),
  });
  const verdicts = results.map(verdictOf);
  console.log(renderLikeness(verdicts, skipped, (performance.now() - started) / 1000));
  if (options.json !== undefined)
    await writeFile(
      options.json,
      `${JSON.stringify({ schemaVersion: 1, verdicts, skipped }, undefined, 2)}\n`,
    );
  const { keep } = options;
  if (keep !== undefined) await Promise.all(results.map((each) => keepAnswers(keep, each)));
  return verdicts.some(({ isFault, own }) => isFault || (options.isStrict && own.length > 0)) ? 1 : 0;
}
