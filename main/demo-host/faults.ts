/** The planted faults: data, each a merge patch over the healthy world. */
import { z } from 'zod';
import { list } from '../../diagnostics/model/schema-kit.ts';
import { rootCauses, type RootCauseId } from '../../diagnostics/model/root-causes.ts';
import { faultDomainSchema, sideSchema } from '../../diagnostics/model/vocabulary.ts';
import type { JsonObject } from './merge-patch.ts';
import { readDemoJson } from './world.ts';

const rootCauseSchema = z.enum(Object.keys(rootCauses) as [RootCauseId, ...RootCauseId[]]);

const faultSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  /** Part of what the demo shows when no fault is chosen. */
  isDefault: z.boolean().default(false),
  /** What a diagnosis of this fault alone should come to. */
  expected: z.strictObject({ rootCause: rootCauseSchema, faultDomain: faultDomainSchema, side: sideSchema }),
  patch: z.record(z.string(), z.json()),
});
const faultFileSchema = z.strictObject({ schemaVersion: z.literal(1), faults: list(faultSchema) });

export interface DemoFault extends Omit<z.infer<typeof faultSchema>, 'patch'> {
  /** Message keys in `demo.*.json`: the fault in a few words, and what is changed in the healthy world. */
  readonly title: string;
  readonly change: string;
}

interface DemoFaultWithPatch extends DemoFault {
  readonly patch: JsonObject;
}

/** Thrown for a fault that does not exist; carries what a caller needs to say so in the reader's language. */
export class UnknownDemoFaultError extends Error {
  readonly code = 'unknown_demo_fault';
  readonly fault: string;
  readonly known: readonly string[];

  constructor(fault: string, known: readonly string[]) {
    super(`There is no demo fault "${fault}". Known faults: ${known.join(', ')}.`);
    this.name = 'UnknownDemoFaultError';
    this.fault = fault;
    this.known = known;
  }
}

async function readFaults(resourcesDir: string): Promise<readonly DemoFaultWithPatch[]> {
  const { faults } = faultFileSchema.parse(await readDemoJson(resourcesDir, 'faults.json'));
  return faults.map((fault) => ({
    ...fault,
    title: `demo.fault.${fault.id}`,
    change: `demo.fault.${fault.id}.change`,
  }));
}

export async function listDemoFaults(resourcesDir: string): Promise<readonly DemoFault[]> {
  const faults = await readFaults(resourcesDir);
  return faults.map(({ patch: _patch, ...fault }) => fault);
}

/** Patches of the chosen faults in the order given. */
export async function patchesOf(
  resourcesDir: string,
  chosen: readonly string[],
): Promise<readonly JsonObject[]> {
  const faults = await readFaults(resourcesDir);
  return chosen.map((id) => {
    const fault = faults.find((each) => each.id === id);
    if (fault === undefined)
      throw new UnknownDemoFaultError(
        id,
        faults.map((each) => each.id),
      );
    return fault.patch;
  });
}
