// What a fault primitive is: one thing that breaks, with parameters, a way to break it, and a witness that proves
// from the customer's seat, with tools that know nothing of Faultline, that it is broken. There is no undo code:
// world/changes.ts takes back whatever `inject` did.

import { z } from 'zod';
import type { World } from '../world/world.ts';
import { LabError } from '../world/process.ts';

export interface Witness {
  /** Shell command at the customer's computer; what it prints is compared, both streams together. */
  readonly run: string;
  /** Matches while the fault is there, and not otherwise. */
  readonly shows: RegExp;
  /** Matches while it is not, and not otherwise. */
  readonly normally: RegExp;
}

interface Definition<Params extends z.ZodObject> {
  readonly id: string;
  /** One sentence for the README and for `lab primitives --list`. */
  readonly summary: string;
  /** Every parameter has a default, so that the bare id is a complete fault. */
  readonly params: Params;
  /** Other parameters worth proving beside the defaults. */
  readonly examples?: readonly z.input<Params>[];
  /** Commands that not every machine has, and CI has not: the fault is proven where they are installed. */
  readonly needs?: readonly string[];
  readonly inject: (world: World, params: z.output<Params>) => Promise<void>;
  readonly witness: (params: z.output<Params>) => Witness;
}

/** A fault with its parameters filled in. */
export interface PreparedFault {
  readonly id: string;
  readonly inject: (world: World) => Promise<void>;
  readonly witness: Witness;
}

export interface Fault {
  readonly id: string;
  readonly summary: string;
  readonly params: z.ZodObject;
  readonly examples: readonly unknown[];
  readonly needs: readonly string[];
  readonly prepare: (input: unknown) => PreparedFault;
}

/** Hides the parameters' type, so that all faults fit in one list. */
export function defineFault<Params extends z.ZodObject>(definition: Definition<Params>): Fault {
  const { id, summary, params } = definition;
  return {
    id,
    summary,
    params,
    examples: definition.examples ?? [],
    needs: definition.needs ?? [],
    prepare: (input) => {
      const parsed = params.safeParse(input ?? {});
      if (!parsed.success) throw new LabError(`parameters of ${id}: ${z.prettifyError(parsed.error)}`);
      const values = parsed.data;
      return { id, inject: (world) => definition.inject(world, values), witness: definition.witness(values) };
    },
  };
}
