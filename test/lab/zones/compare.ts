// One zone before both programs, at the customer's seat.

import { z } from 'zod';
import { paths } from '../world/paths.ts';
import { LabError } from '../world/process.ts';
import type { World } from '../world/world.ts';
import { zoneCases } from './cases.ts';
import { askUnbound, findingsSchema, ourWordIn, type Validity } from './validity.ts';

const limitSeconds = 240;

export interface PeerMessage {
  readonly level: string;
  readonly tag: string;
}

export interface ZoneComparison {
  /** Of the signatures: ours, and that of Unbound, which the world's public resolvers are. */
  readonly ours: Validity;
  readonly unbound: Validity;
  /** Checks that failed, of Faultline. */
  readonly failed: readonly string[];
  readonly seconds: number;
  /** What Zonemaster says at WARNING or worse; null where it is not installed. */
  readonly peer: readonly PeerMessage[] | null;
  readonly peerSeconds: number;
}

export interface ZoneJob {
  readonly zone: string;
  readonly cli: string;
  /** Path of zonemaster-cli. */
  readonly peer: string | null;
}

const messageSchema = z.object({ level: z.string(), tag: z.string() });
/** Version 5 writes a bare list, later ones an object around it. */
const peerSchema = z.union([
  z.array(messageSchema),
  z.object({ results: z.array(messageSchema) }).transform(({ results }) => results),
]);

export async function compareZone(world: World, { zone, cli, peer }: ZoneJob): Promise<ZoneComparison> {
  const found = zoneCases.find(({ id }) => id === zone);
  if (!found) throw new LabError(`there is no zone case ${zone}`);
  try {
    await found.inject(world);
    const ours = await world.seat.exec(
      [
        process.execPath,
        cli,
        'check',
        found.domain,
        '--network',
        paths.network,
        '--service',
        'dns',
        '--service',
        'mail',
        '--format',
        'json',
      ],
      { timeoutSeconds: limitSeconds },
    );
    const told = findingsSchema.parse(JSON.parse(ours.stdout));
    const validity = { ours: ourWordIn(told).validity, unbound: await askUnbound(world, found.domain) };
    const failed = told.findings.filter(({ outcome }) => outcome === 'failed').map(({ check }) => check);
    const base = { ...validity, failed: [...new Set(failed)], seconds: ours.seconds };
    if (peer === null) return { ...base, peer: null, peerSeconds: 0 };
    const theirs = await world.seat.exec([peer, '--json', '--level', 'WARNING', found.domain], {
      timeoutSeconds: limitSeconds,
    });
    if (theirs.timedOut || theirs.stdout.trim() === '')
      throw new LabError(`zonemaster-cli gave no answer on ${zone}: ${theirs.stderr.trim().slice(-500)}`);
    return { ...base, peer: peerSchema.parse(JSON.parse(theirs.stdout)), peerSeconds: theirs.seconds };
  } finally {
    await world.change.undoAll();
  }
}
