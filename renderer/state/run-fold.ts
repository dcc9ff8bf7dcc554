/** What a run looks like after any number of pushes. Pure. */
import type { Area, Choice, OperationView, RunPush } from '../../main/contract/views.ts';

export interface RunState {
  readonly displayName: string;
  readonly steps: readonly Choice[];
  /** In the order in which they were planned; an area that nothing happened to stays the same object. */
  readonly areas: ReadonlyMap<Area, readonly OperationView[]>;
  readonly end: Extract<RunPush, { type: 'finished' | 'failed' }> | null;
}

export const emptyRun: RunState = { displayName: '', steps: [], areas: new Map(), end: null };

export function foldRun(run: RunState, pushes: readonly RunPush[]): RunState {
  let next = run;
  const changed = new Map<string, OperationView>();
  for (const push of pushes) {
    switch (push.type) {
      case 'plan':
        next = { ...next, displayName: push.displayName, steps: push.steps };
        break;
      case 'operations':
        for (const operation of push.operations) changed.set(operation.id, operation);
        break;
      case 'finished':
      case 'failed':
        next = { ...next, end: push };
        break;
    }
  }
  return changed.size === 0 ? next : { ...next, areas: withOperations(next.areas, changed) };
}

function withOperations(
  before: RunState['areas'],
  changed: ReadonlyMap<string, OperationView>,
): RunState['areas'] {
  const areas = new Map(before);
  const byArea = Map.groupBy(changed.values(), ({ area }) => area);
  for (const [area, operations] of byArea) {
    const known = areas.get(area) ?? [];
    const ids = new Set(known.map(({ id }) => id));
    areas.set(area, [
      ...known.map((operation) => changed.get(operation.id) ?? operation),
      ...operations.filter(({ id }) => !ids.has(id)),
    ]);
  }
  return areas;
}

export interface Count {
  readonly waiting: number;
  readonly running: number;
  readonly worked: number;
  readonly failed: number;
  readonly done: number;
  readonly all: number;
}

export function countOf(operations: readonly OperationView[]): Count {
  const of = (state: OperationView['state']): number =>
    operations.reduce((sum, operation) => sum + (operation.state === state ? 1 : 0), 0);
  const worked = of('worked');
  const failed = of('failed');
  return {
    waiting: of('waiting'),
    running: of('running'),
    worked,
    failed,
    done: worked + failed,
    all: operations.length,
  };
}
