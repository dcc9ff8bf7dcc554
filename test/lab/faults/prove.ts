// Proves one fault: its witness must see nothing before, the fault during, and nothing after; and after the undo the
// whole world must be as healthy as before.

import { checkHealth } from '../world/health.ts';
import type { World } from '../world/world.ts';
import { faultNamed } from './index.ts';
import type { Witness } from './fault.ts';

export interface PrimitiveResult {
  readonly id: string;
  readonly params: unknown;
  readonly seconds: number;
  /** What is not as it should be, with what the witness said; empty when the fault is proven. */
  readonly complaints: readonly string[];
}

type State = 'faulty' | 'healthy' | 'unclear';

async function look(
  world: World,
  { run, shows, normally }: Witness,
): Promise<{ state: State; said: string }> {
  const outcome = await world.seat.run(run, { timeoutSeconds: 20 });
  const said = (outcome.stdout + outcome.stderr).trim();
  const [isShown, isNormal] = [shows.test(said), normally.test(said)];
  if (isShown === isNormal) return { state: 'unclear', said };
  return { state: isShown ? 'faulty' : 'healthy', said };
}

export async function provePrimitive(world: World, id: string, params: unknown): Promise<PrimitiveResult> {
  const started = performance.now();
  const complaints: string[] = [];
  const fault = faultNamed(id).prepare(params);
  const expect = async (when: string, wanted: State): Promise<void> => {
    const { state, said } = await look(world, fault.witness);
    if (state !== wanted) complaints.push(`${when} it looks ${state}:\n${said}`);
  };
  await expect('before', 'healthy');
  try {
    await fault.inject(world);
    await expect('with the fault', 'faulty');
  } finally {
    await world.change.undoAll();
  }
  await expect('after the undo', 'healthy');
  const { failed } = await checkHealth(world.seat);
  complaints.push(...failed.map(({ name, said }) => `after the undo this does not work: ${name}: ${said}`));
  return { id, params, seconds: (performance.now() - started) / 1000, complaints };
}
