// One signed zone before three validators, at the customer's seat.

import { paths } from '../world/paths.ts';
import { LabError } from '../world/process.ts';
import type { World } from '../world/world.ts';
import { signatureCases, signedDomain } from './signature-cases.ts';
import { askDelv, askUnbound, findingsSchema, ourWordIn, type OurWord, type Validity } from './validity.ts';

const limitSeconds = 90;

export interface SignatureComparison {
  readonly ours: OurWord;
  readonly unbound: Validity;
  readonly delv: Validity;
}

export interface SignatureJob {
  readonly id: string;
  readonly cli: string;
}

export async function compareSignatures(
  world: World,
  { id, cli }: SignatureJob,
): Promise<SignatureComparison> {
  const found = signatureCases.find((each) => each.id === id);
  if (!found) throw new LabError(`there is no signed zone ${id}`);
  const command = `check ${signedDomain} --network ${paths.network} --service dns --format json`;
  try {
    await found.inject(world);
    const ours = await world.seat.exec([process.execPath, cli, ...command.split(' ')], {
      timeoutSeconds: limitSeconds,
    });
    return {
      ours: ourWordIn(findingsSchema.parse(JSON.parse(ours.stdout))),
      unbound: await askUnbound(world, signedDomain),
      delv: await askDelv(world, signedDomain),
    };
  } finally {
    await world.change.undoAll();
  }
}
