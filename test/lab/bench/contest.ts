// What a speed measurement is: one question, put to Faultline and to other tools in the same world, at the same seat.

import type { World } from '../world/world.ts';

export interface Row {
  readonly who: string;
  /** Wall time; null where the tool is not installed. */
  readonly seconds: number | null;
  readonly note: string;
}

export interface ContestSettings {
  /** The built command line. */
  readonly cli: string;
}

export interface Contest {
  readonly id: string;
  readonly question: string;
  /** Seconds that Faultline may take; null without a promise. */
  readonly promisedSeconds: number | null;
  readonly run: (world: World, settings: ContestSettings) => Promise<readonly Row[]>;
}
