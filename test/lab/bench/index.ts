// Every speed measurement. A new one is an object of its own and a line here.

import { LabError } from '../world/process.ts';
import type { Contest } from './contest.ts';
import { batchView } from './batch.ts';
import { tlsView } from './tls-view.ts';
import { zoneView } from './zone-view.ts';

export const contests: readonly Contest[] = [tlsView, zoneView, batchView];

export function contestNamed(id: string): Contest {
  const found = contests.find((contest) => contest.id === id);
  if (found === undefined)
    throw new LabError(
      `no measurement is called ${id}; there are ${contests.map((each) => each.id).join(', ')}`,
    );
  return found;
}
