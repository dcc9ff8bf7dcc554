// A list of one domain through `faultline batch` at the customer's seat, and where its answer is not the right one, the same
// question to `faultline check` in the same broken world.

import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { checkScenario, inWorldOf, layPack, limitSeconds, option, parseAnswer } from '../scoring/cli-run.ts';
import type { CliRun, ScenarioJob } from '../scoring/cli-run.ts';
import { judge } from '../scoring/judge.ts';
import { loadScenario } from '../scoring/scenario.ts';
import type { Scenario } from '../scoring/scenario.ts';
import { paths } from '../world/paths.ts';
import { LabError } from '../world/process.ts';
import type { Outcome } from '../world/process.ts';
import type { World } from '../world/world.ts';
import { asQuestion, questionOf } from './question.ts';
import type { Question } from './question.ts';

const rowSchema = z.object({
  problems: z.array(z.object({ rootCause: z.string(), side: z.string(), confidence: z.string() })),
  reason: z.string().nullable(),
  file: z.string().nullable(),
});
const resultSchema = z.object({ ending: z.string(), domains: z.array(rowSchema).max(1) });

export interface BatchRun extends CliRun {
  /** How the batch ended: `completed`, or `offline` when it says that this computer lost the internet. */
  readonly ending: string;
}

export interface LikenessRun {
  readonly batch: BatchRun;
  /** Null where the batch is right, so that nobody need be asked again. */
  readonly check: CliRun | null;
}

const inShort = (problems: z.output<typeof rowSchema>['problems']): string =>
  problems.map(({ rootCause, side, confidence }) => `${rootCause} (${side}, ${confidence})`).join(', ');

function resultOf({ stdout }: Outcome): z.output<typeof resultSchema> | null {
  try {
    return resultSchema.parse(JSON.parse(stdout));
  } catch {
    return null;
  }
}

const policyOf = ({ target }: Scenario): readonly string[] => [
  ...option('provider', target.provider),
  ...option('product', target.product),
  ...option('tier', target.tier),
];

async function askBatch(
  world: World,
  scenario: Scenario,
  question: Question,
  job: ScenarioJob,
): Promise<BatchRun> {
  const { target } = scenario;
  const folder = await mkdtemp(join(paths.home, 'batch-'));
  const list = join(folder, 'clients.csv');
  await writeFile(list, `domain\n${target.domain}\n`);
  const pack = target.pack === false ? null : await layPack(scenario, job.pack);
  const common = [
    ...policyOf(scenario),
    ...question.options,
    ...option('pack', pack ?? undefined),
    '--format',
    'json',
  ];
  const faultline = (...args: readonly string[]): Promise<Outcome> =>
    world.seat.exec(
      [
        ...world.seat.clockPrefix(),
        'env',
        `FAULTLINE_STATE=${join(folder, 'state')}`,
        process.execPath,
        job.cli,
        ...args,
        ...common,
      ],
      { timeoutSeconds: limitSeconds },
    );
  const named = question.services.flatMap((service) => ['--service', service]);
  const outcome = await faultline(
    'batch',
    list,
    '--no-history',
    '--network',
    paths.network,
    '--out',
    folder,
    ...named,
  );
  const { code, seconds, stdout, stderr } = outcome;
  const base = { exitCode: code, seconds, stdout, answer: null, ending: '' };
  if (outcome.timedOut) return { ...base, failure: `no answer within ${limitSeconds} s` };
  const result = resultOf(outcome);
  if (result === null) return { ...base, failure: `exit code ${code}\n${stderr.trim().slice(-2000)}` };
  const { ending, domains } = result;
  const [row] = domains;
  if (!row?.file) return { ...base, ending, failure: row?.reason ?? `it has no row, and ended ${ending}` };
  // findings and clauses stand in the report alone
  const judged = await faultline('judge', join(folder, row.file));
  const { answer, failure } = parseAnswer(judged.stdout);
  const run = { ...base, ending, stdout: judged.stdout };
  if (answer !== null && inShort(answer.problems) !== inShort(row.problems))
    return {
      ...run,
      failure: `its row says ${inShort(row.problems)}, its report ${inShort(answer.problems)}`,
    };
  return { ...run, answer, failure };
}

/** Each asks a world that was broken afresh: some faults wear off with use. */
export async function runLikeness(world: World, job: ScenarioJob): Promise<LikenessRun> {
  const scenario = await loadScenario(job.file);
  const question = questionOf(scenario.target);
  if (typeof question === 'string') throw new LabError(`${job.file}: such scenarios ${question}`);
  const batch = await inWorldOf(world, scenario, () => askBatch(world, scenario, question, job));
  if (judge('', scenario, batch).complaints.length === 0) return { batch, check: null };
  return { batch, check: await checkScenario(world, asQuestion(scenario, question), job) };
}
