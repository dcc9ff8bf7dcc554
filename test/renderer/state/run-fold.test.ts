import { describe, expect, it } from 'vitest';
import type { OperationView, RunPush } from '../../../main/contract/views.ts';
import { countOf, emptyRun, foldRun } from '../../../renderer/state/run-fold.ts';
import { operation } from '../support/operations.ts';

const plan: RunPush = {
  type: 'plan',
  displayName: 'example.test',
  steps: [{ id: 'zone', label: 'The zone' }],
};
const operations = (...given: readonly Partial<OperationView>[]): RunPush => ({
  type: 'operations',
  operations: given.map((one) => operation(one)),
});

describe('the fold of a run', () => {
  it('takes name and steps from the plan', () => {
    expect(foldRun(emptyRun, [plan])).toEqual({
      ...emptyRun,
      displayName: 'example.test',
      steps: [{ id: 'zone', label: 'The zone' }],
    });
  });

  it('keeps operations by area in the order in which they came, each in its last state', () => {
    const run = foldRun(emptyRun, [
      operations({ id: 'a', state: 'waiting', startMs: null, durationMs: null }),
      operations({ id: 'b' }),
      operations({ id: 'c', area: 'mail' }),
      operations({ id: 'a', state: 'running', durationMs: null }),
    ]);
    expect(run.areas).toEqual(
      new Map([
        ['web', [operation({ id: 'a', state: 'running', durationMs: null }), operation({ id: 'b' })]],
        ['mail', [operation({ id: 'c', area: 'mail' })]],
      ]),
    );
  });

  it('comes to the same whether pushes arrive one by one or together', () => {
    const pushes = [
      plan,
      operations({ id: 'a', state: 'running' }),
      operations({ id: 'b', area: 'dns' }),
      operations({ id: 'a', state: 'failed' }),
      { type: 'finished', reportId: 'r', status: 'healthy', ending: 'completed' } as const,
    ];
    expect(pushes.reduce((run, push) => foldRun(run, [push]), emptyRun)).toEqual(foldRun(emptyRun, pushes));
  });

  it('leaves an area as the same object when nothing happened to it, so that it is not drawn again', () => {
    const before = foldRun(emptyRun, [operations({ id: 'a' }), operations({ id: 'b', area: 'dns' })]);
    const after = foldRun(before, [operations({ id: 'b', area: 'dns', state: 'failed' })]);
    expect(after.areas.get('web')).toBe(before.areas.get('web'));
    expect(after.areas.get('dns')).not.toBe(before.areas.get('dns'));
  });

  it.each([
    { type: 'finished', reportId: 'r', status: 'incomplete', ending: 'cancelled' },
    { type: 'failed', text: 'The disk is full.' },
  ] as const)('ends with $type and keeps what was seen', (end) => {
    const seen = foldRun(emptyRun, [plan, operations({ id: 'a' })]);
    expect(foldRun(seen, [end])).toEqual({ ...seen, end });
  });
});

it('counts operations by their state', () => {
  const states = ['waiting', 'running', 'running', 'worked', 'worked', 'worked', 'failed'] as const;
  expect(countOf(states.map((state) => operation({ state })))).toEqual({
    waiting: 1,
    running: 2,
    worked: 3,
    failed: 1,
    done: 4,
    all: 7,
  });
});
