// The flow of a support desk with its own commands: the desk asks, the customer's computer looks after consent, the desk looks from its own
// seat, and both reports laid side by side say what one seat cannot.

import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { faultNamed } from '../faults/index.ts';
import { paths } from '../world/paths.ts';
import { LabError } from '../world/process.ts';
import type { Outcome } from '../world/process.ts';
import type { World } from '../world/world.ts';
import { leadApp } from './apps.ts';

/** Of a problem, what is judged here. */
const saidSchema = z.object({ rootCause: z.string(), faultDomain: z.string(), confidence: z.string() });
export type Said = z.output<typeof saidSchema>;
const requestSchema = z.object({ link: z.string() });
const shownSchema = z.object({ request: z.object({ state: z.string() }) });
const comparedSchema = z.object({
  standing: z.string(),
  decided: z.array(z.int()),
  merged: z.object({ problems: z.array(saidSchema) }),
});

export interface FlowCase {
  readonly id: string;
  readonly fault: string;
  /** What both reports together have to say first. */
  readonly said: readonly Said[];
}

const banned: Said = {
  rootCause: 'server.client_blocked',
  faultDomain: 'hosting_provider',
  confidence: 'proven',
};

export const flowCases: readonly FlowCase[] = [
  {
    id: 'banned',
    fault: 'client-banned',
    // The web server and the mail server, each a machine of its own.
    said: [banned, banned],
  },
  {
    id: 'stopped',
    fault: 'host-silent',
    said: [{ rootCause: 'server.down', faultDomain: 'hosting_provider', confidence: 'likely' }],
  },
];

export interface FlowJob {
  readonly id: string;
  readonly cli: string;
  readonly pack: string;
  /** Folder for both reports; null when nobody wants them. */
  readonly keep: string | null;
  /** Whether the desk asks and the customer answers in the desktop app, and the desk reads both reports there too. */
  readonly hasApps: boolean;
}

export interface FlowResult {
  /** How `show` finds the customer's report bound to the request. */
  readonly binding: string;
  /** Whether the desk's report may speak beside it. */
  readonly standing: string;
  readonly said: readonly Said[];
  /** Whether laying them side by side decided it, and not the customer's report alone. */
  readonly isDecidedByBoth: boolean;
  readonly seconds: number;
}

const DOMAIN = 'shop.test';
const limitSeconds = 120;
const home = (name: string): string => `${paths.home}/${name}`;

type Seat = 'customer' | 'desk';

/** Runs the CLI at a seat that keeps what it knows in a folder of its own. */
function commandsAt(world: World, { cli, pack }: FlowJob) {
  return async (seat: Seat, args: readonly string[], codes: readonly number[]): Promise<Outcome> => {
    const command = [
      'env',
      `FAULTLINE_STATE=${home(`${seat}-state`)}`,
      process.execPath,
      cli,
      ...args,
      '--pack',
      pack,
    ];
    const options = { timeoutSeconds: limitSeconds };
    const outcome = await (seat === 'desk'
      ? world.seat.execAt('desk', command, options)
      : world.seat.exec(command, options));
    if (codes.includes(outcome.code ?? -1)) return outcome;
    throw new LabError(
      `${args[0] ?? ''} at the ${seat} ended with ${outcome.code}: ${outcome.stderr.trim().slice(-1_000)}`,
    );
  };
}

const parsed = <T extends z.ZodType>(schema: T, { stdout }: Outcome): z.output<T> =>
  schema.parse(JSON.parse(stdout));

const [request, answer, own] = [
  home('asked.faultline-request'),
  home('answer.faultline'),
  home('own.faultline'),
];
const network = ['--network', paths.network, '--format', 'json'];

async function askByCommands(
  run: ReturnType<typeof commandsAt>,
  wanted: readonly string[],
  lookFromDesk: () => Promise<Outcome>,
): Promise<void> {
  const made = await run(
    'desk',
    ['request', DOMAIN, '--reference', 'T-1042', ...wanted, '--output', request, '--format', 'json'],
    [0],
  );
  const { link } = parsed(requestSchema, made);
  await run('customer', ['check', '--request', link, ...network], [2]); // without consent nothing runs
  await Promise.all([
    run('customer', ['check', '--request', link, '--yes', '--save', answer, ...network], [1]),
    lookFromDesk(),
  ]);
}

/** Both apps at the same time: each waits for what the other saves. */
async function askByApps(
  world: World,
  { id, pack, keep }: FlowJob,
  lookFromDesk: () => Promise<Outcome>,
): Promise<void> {
  const told = { id, pack, folder: paths.home, network: paths.network, ...(keep && { pictures: keep }) };
  const steps = await Promise.allSettled([
    leadApp(world, { ...told, seat: 'desk' }),
    leadApp(world, { ...told, seat: 'customer' }),
    lookFromDesk(),
  ]);
  const failed = steps.filter((step) => step.status === 'rejected');
  if (failed.length > 0) throw new LabError(failed.map(({ reason }) => String(reason)).join('\n'));
}

async function lookFromBoth(world: World, job: FlowJob): Promise<FlowResult> {
  const started = performance.now();
  const run = commandsAt(world, job);
  const { id: provider } = JSON.parse(await readFile(job.pack, 'utf8')) as { readonly id: string };
  const wanted = ['--provider', provider, '--symptom', 'site_down', '--service', 'web,mail'];
  const lookFromDesk = (): Promise<Outcome> =>
    run('desk', ['check', DOMAIN, ...wanted, '--save', own, ...network], [0, 1]);
  await (job.hasApps ? askByApps(world, job, lookFromDesk) : askByCommands(run, wanted, lookFromDesk));
  const bound = ['--request', request, '--format', 'json'];
  const shown = await run('desk', ['show', answer, ...(job.hasApps ? bound : bound.slice(2))], [1]);
  const compared = await run('desk', ['compare', answer, own, ...bound], [1]);
  if (job.keep !== null) {
    await copyFile(answer, join(job.keep, `${job.id}-customer.faultline`));
    await copyFile(own, join(job.keep, `${job.id}-desk.faultline`));
  }
  const { standing, decided, merged } = parsed(comparedSchema, compared);
  return {
    binding: parsed(shownSchema, shown).request.state,
    standing,
    said: merged.problems,
    isDecidedByBoth: decided.includes(0),
    seconds: (performance.now() - started) / 1000,
  };
}

export async function deskFlow(world: World, job: FlowJob): Promise<FlowResult> {
  const found = flowCases.find(({ id }) => id === job.id);
  if (!found)
    throw new LabError(`there is no flow ${job.id}; there are: ${flowCases.map(({ id }) => id).join(', ')}`);
  try {
    await faultNamed(found.fault).prepare({}).inject(world);
    return await lookFromBoth(world, job);
  } finally {
    await world.change.undoAll();
  }
}
