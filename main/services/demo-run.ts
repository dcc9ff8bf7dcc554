/** What the command line's demo and the app's have in common. */
import { join } from 'node:path';
import type { DemoFault } from '../demo-host/index.ts';

/** The bakery's provider is as made up as the bakery: its pack lies beside the faults, so that scope decisions have something to say. */
export const demoPackFile = (resources: string): string => join(resources, 'demo', 'demo-hosting.pack.json');
export const demoPolicy = { provider: 'demo-hosting', product: 'web-hosting' } as const;

/** Planted when none is chosen. */
export const usualFaults = (faults: readonly DemoFault[]): readonly string[] =>
  faults.filter(({ isDefault }) => isDefault).map(({ id }) => id);
