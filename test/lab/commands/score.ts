// `lab run FILE...` and `lab score`: scenarios through the real CLI, judged.

import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runPool } from '../sandbox/pool.ts';
import type { Finished } from '../sandbox/pool.ts';
import { requireEverything } from '../sandbox/prerequisites.ts';
import { judge } from '../scoring/judge.ts';
import type { Judgement } from '../scoring/judge.ts';
import { loadScenario, prepareFaults, scenarioName } from '../scoring/scenario.ts';
import type { Scenario } from '../scoring/scenario.ts';
import { renderJudgement, renderScore, summarise } from '../scoring/score.ts';
import { LabError } from '../world/process.ts';
import { cliToRun, here, ownPack } from './paths.ts';

export interface ScoreOptions {
  readonly parallel: number;
  readonly cli: string | undefined;
  readonly pack: string | undefined;
  /** Write the score here as JSON. */
  readonly json: string | undefined;
  /** Write each answer of the CLI into this directory. */
  readonly keep: string | undefined;
  /** Fail on any complaint, not only on those that must never happen. */
  readonly isStrict: boolean;
}

const scenarioDirectory = here('../scenarios');

export interface Task {
  readonly file: string;
  readonly scenario: Scenario;
}

export async function allScenarios(): Promise<readonly string[]> {
  const names = await readdir(scenarioDirectory);
  return names
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(scenarioDirectory, name));
}

/** Reads and checks all of them first: a typing error in the last must not cost the time of the others. */
export const loadTasks = (files: readonly string[]): Promise<readonly Task[]> =>
  Promise.all(
    files.map(async (file) => {
      const scenario = await loadScenario(resolve(file));
      try {
        prepareFaults(scenario);
      } catch (error) {
        throw new LabError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
      }
      return { file: resolve(file), scenario };
    }),
  );

export function judgeFinished({ task, result }: Finished<Task>): Judgement {
  const name = scenarioName(task.file);
  if (typeof result !== 'string' && result.kind === 'scenario') return judge(name, task.scenario, result.run);
  const failure = typeof result === 'string' ? result : 'unexpected answer';
  return judge(name, task.scenario, { exitCode: null, seconds: 0, answer: null, failure, stdout: '' });
}

async function keepAnswers(directory: string, results: readonly Finished<Task>[]): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const { task, result } of results) {
    if (typeof result === 'string' || result.kind !== 'scenario') continue;
    await writeFile(join(directory, `${scenarioName(task.file)}.json`), result.run.stdout);
  }
}

export async function score(files: readonly string[], options: ScoreOptions): Promise<number> {
  requireEverything();
  const cli = cliToRun(options.cli);
  const pack = options.pack === undefined ? ownPack : resolve(options.pack);
  const tasks = await loadTasks(files);
  const started = performance.now();
  const worldStarts: number[] = [];
  const results = await runPool({
    tasks,
    jobOf: ({ file }) => ({ kind: 'scenario', file, cli, pack }),
    parallel: options.parallel,
    onReady: (seconds) => worldStarts.push(seconds),
    onFinished: (finished) => console.log(renderJudgement(judgeFinished(finished))),
  });
  const summary = summarise(results.map(judgeFinished), (performance.now() - started) / 1000, worldStarts);
  console.log(renderScore(summary));
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(summary, undefined, 2)}\n`);
  if (options.keep !== undefined) await keepAnswers(options.keep, results);
  const mustNotBe = summary.confidentlyWrong.length + summary.falseAlarms.length + summary.notRun.length;
  return mustNotBe > 0 || (options.isStrict && summary.passed < summary.total) ? 1 : 0;
}
