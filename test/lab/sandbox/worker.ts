// The program inside the sandbox: starts a world, then does jobs from standard input until that closes (`jobs`),
// or keeps the world up (`hold FILE`, which announces itself in FILE).

import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { contestNamed } from '../bench/index.ts';
import { deskFlow } from '../desk/flow.ts';
import { provePrimitive } from '../faults/prove.ts';
import { runLikeness } from '../likeness/batch-run.ts';
import { lookBesidePeers } from '../peers/tls-look.ts';
import { watchScenario } from '../politeness/watch.ts';
import { runScenario } from '../scoring/cli-run.ts';
import { checkHealth } from '../world/health.ts';
import { LabError } from '../world/process.ts';
import { startWorld } from '../world/world.ts';
import type { World } from '../world/world.ts';
import { compareSignatures } from '../zones/compare-signatures.ts';
import { compareZone } from '../zones/compare.ts';
import { decodeJob, encode } from './protocol.ts';
import type { FromWorker, Job, JobResult } from './protocol.ts';

const [mode, answers] = process.argv.slice(2);

/** Resolves once the message is out: a pipe is written in the background, and an end before that cuts a long answer off. */
const say = (message: FromWorker): Promise<void> =>
  new Promise((out) => {
    if (answers === undefined) {
      process.stdout.write(encode(message), () => {
        out();
      });
      return;
    }
    writeFileSync(answers, encode(message));
    out();
  });

/** People need the stack only when the lab itself is wrong. */
const describe = (error: unknown): string => {
  if (error instanceof LabError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

async function perform(world: World, job: Job): Promise<JobResult> {
  switch (job.kind) {
    case 'scenario':
      return { kind: 'scenario', run: await runScenario(world, job) };
    case 'likeness':
      return { kind: 'likeness', likeness: await runLikeness(world, job) };
    case 'politeness':
      return { kind: 'politeness', politeness: await watchScenario(world, job) };
    case 'tls-peers':
      return { kind: 'tls-peers', look: await lookBesidePeers(world, job) };
    case 'bench':
      return { kind: 'bench', rows: await contestNamed(job.id).run(world, job) };
    case 'primitive':
      return { kind: 'primitive', proof: await provePrimitive(world, job.id, job.params) };
    case 'zone':
      return { kind: 'zone', comparison: await compareZone(world, job) };
    case 'signatures':
      return { kind: 'signatures', comparison: await compareSignatures(world, job) };
    case 'desk':
      return { kind: 'desk', flow: await deskFlow(world, job) };
    case 'health':
      return { kind: 'health', health: await checkHealth(world.seat) };
  }
}

async function main(): Promise<void> {
  const started = performance.now();
  const lines = createInterface({ input: process.stdin });
  // Whoever gave us jobs is gone: end at once, and the sandbox with us.
  if (mode === 'jobs') process.stdin.on('end', () => process.exit(0));
  const world = await startWorld();
  await say({ type: 'ready', seconds: (performance.now() - started) / 1000 });
  if (mode === 'hold') {
    setInterval(() => undefined, 60_000);
    return;
  }
  for await (const line of lines) {
    const result = await perform(world, decodeJob(line));
    const dead = world.dead();
    if (dead.length > 0) {
      await say({ type: 'done', result, spoiled: `daemons ended: ${dead.join(', ')}` });
      process.exit(0);
    }
    await say({ type: 'done', result });
  }
}

main().catch(async (error: unknown) => {
  await say({ type: 'failed', message: describe(error) });
  process.exit(4);
});
