// Runs the real CLI at the customer's seat of a broken world and hands back what it said, unjudged.

import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { stationsService } from '../services/stations.ts';
import { paths } from '../world/paths.ts';
import { LabError } from '../world/process.ts';
import type { World } from '../world/world.ts';
import { loadScenario, prepareFaults } from './scenario.ts';
import type { Scenario } from './scenario.ts';

/** Only what is scored; the full answer has much more. */
const answerSchema = z.object({
  status: z.string().default(''),
  problems: z.array(
    z.object({
      rule: z.string().default(''),
      rootCause: z.string(),
      faultDomain: z.string(),
      side: z.string(),
      confidence: z.string(),
      scope: z
        .object({
          decision: z.string(),
          responsible: z.string(),
          clause: z.object({ section: z.string() }).nullable(),
        })
        .nullish(),
    }),
  ),
  /** Verdicts that blame nobody; rules may speak there too. */
  remarks: z.array(z.object({ rule: z.string() })).default([]),
  findings: z.array(z.object({ check: z.string(), outcome: z.string() })).default([]),
});
export type Answer = z.output<typeof answerSchema>;
export type Problem = Answer['problems'][number];

export interface CliRun {
  readonly exitCode: number | null;
  readonly seconds: number;
  readonly answer: Answer | null;
  /** Why there is no answer. */
  readonly failure: string | null;
  readonly stdout: string;
}

export interface ScenarioJob {
  readonly file: string;
  readonly cli: string;
  readonly pack: string | null;
}

/** Longer than any diagnosis may take. */
export const limitSeconds = 120;

export const option = (name: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [`--${name}`, value];

function cliArguments({ target }: Scenario, pack: string | null): readonly string[] {
  return [
    'check',
    target.domain,
    '--no-history',
    ...option('network', paths.network),
    ...option('format', 'json'),
    ...option('provider', target.provider),
    ...option('product', target.product),
    ...option('tier', target.tier),
    ...option('symptom', target.symptom),
    ...target.services.flatMap((service) => ['--service', service]),
    ...option('pack', target.pack === false ? undefined : (pack ?? undefined)),
  ];
}

/** What only the run at the customer's own seat is given. */
const ownArguments = ({ target }: Scenario, second: string | null): readonly string[] => [
  ...(target.secondView === 'outside' ? ['--outside-view'] : []),
  ...(second === null ? [] : ['--with', second]),
  ...target.arguments.map((each) => each.replace(/^~(?=\/)/, paths.home)),
];

export function parseAnswer(stdout: string): Pick<CliRun, 'answer' | 'failure'> {
  let json: unknown;
  try {
    json = JSON.parse(stdout);
  } catch {
    return { answer: null, failure: `its output is not JSON: ${stdout.slice(0, 200)}` };
  }
  const parsed = answerSchema.safeParse(json);
  if (parsed.success) return { answer: parsed.data, failure: null };
  return { answer: null, failure: `its JSON lacks something: ${z.prettifyError(parsed.error)}` };
}

const shippedPack = (id: string): string =>
  fileURLToPath(new URL(`../../../resources/providers/${id}.json`, import.meta.url));

const readPack = async (file: string): Promise<Readonly<Record<string, unknown>>> =>
  JSON.parse(await readFile(file, 'utf8')) as Readonly<Record<string, unknown>>;

/** The pack with the keys that the scenario changes, laid at the seat; the pack itself where it changes none. */
export async function layPack({ target }: Scenario, pack: string | null): Promise<string | null> {
  if (pack === null || (typeof target.pack === 'boolean' && target.policy === undefined)) return pack;
  const changed = `${paths.home}/pack.json`;
  const own = await readPack(pack);
  const changes = typeof target.pack === 'boolean' ? {} : target.pack;
  const whole =
    target.policy === undefined
      ? { ...own, ...changes }
      : {
          ...(await readPack(shippedPack(target.policy))),
          identity: own['identity'],
          recommendedSettings: own['recommendedSettings'],
          ...changes,
        };
  await writeFile(changed, JSON.stringify(whole));
  return changed;
}

/** The next scenario finds the home directory overwritten or empty of what it asks for; nothing reads what it does not name. */
async function layFiles({ target }: Scenario): Promise<void> {
  await Promise.all(
    Object.entries(target.files).map(([name, text]) => writeFile(`${paths.home}/${name}`, text)),
  );
}

/** The report of another seat, made first; null where the scenario wants none. */
async function lookFromOtherSeat(
  world: World,
  { secondView }: Scenario['target'],
  command: readonly string[],
): Promise<string | null> {
  if (secondView !== 'hotspot' && secondView !== 'desk') return null;
  const file = `${paths.home}/second.faultline`;
  const outcome = await world.seat.execAt(secondView, [...command, '--save', file], {
    timeoutSeconds: limitSeconds,
  });
  if (![0, 1].includes(outcome.code ?? -1))
    throw new LabError(`no report from the ${secondView}: ${outcome.stderr.trim().slice(-1000)}`);
  return file;
}

async function askCli(world: World, scenario: Scenario, { cli, pack }: ScenarioJob): Promise<CliRun> {
  await layFiles(scenario);
  const environment = Object.entries(scenario.target.environment).map(([name, value]) => `${name}=${value}`);
  const program = [...(environment.length === 0 ? [] : ['env', ...environment]), process.execPath, cli];
  const plain = [...program, ...cliArguments(scenario, await layPack(scenario, pack))];
  const second = await lookFromOtherSeat(world, scenario.target, plain);
  const command = [...plain, ...ownArguments(scenario, second)];
  const outcome = await world.seat.exec([...world.seat.clockPrefix(), ...command], {
    timeoutSeconds: limitSeconds,
  });
  const base = { exitCode: outcome.code, seconds: outcome.seconds, stdout: outcome.stdout };
  if (outcome.timedOut) return { ...base, answer: null, failure: `no answer within ${limitSeconds} s` };
  const { answer, failure } = parseAnswer(outcome.stdout);
  const why =
    failure === null ? null : `exit code ${outcome.code}, ${failure}\n${outcome.stderr.trim().slice(-2000)}`;
  return { ...base, answer, failure: why };
}

/** What wants to happen right before and right after the CLI runs, with the faults in place. */
export interface Around {
  readonly before: () => Promise<void>;
  readonly after: () => Promise<void>;
}

/** Does the work in the broken world, and mends it. */
export async function inWorldOf<T>(world: World, scenario: Scenario, work: () => Promise<T>): Promise<T> {
  try {
    if (scenario.target.secondView === 'outside') await world.change.launch(stationsService());
    for (const fault of prepareFaults(scenario)) await fault.inject(world);
    return await work();
  } finally {
    await world.change.undoAll();
  }
}

export const checkScenario = (world: World, scenario: Scenario, job: ScenarioJob): Promise<CliRun> =>
  inWorldOf(world, scenario, () => askCli(world, scenario, job));

export async function runScenario(world: World, job: ScenarioJob, around?: Around): Promise<CliRun> {
  const scenario = await loadScenario(job.file);
  return inWorldOf(world, scenario, async () => {
    await around?.before();
    const run = await askCli(world, scenario, job);
    await around?.after();
    return run;
  });
}
