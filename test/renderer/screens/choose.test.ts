import { expect, it } from 'vitest';
import { choose, pairOf } from '../../../renderer/screens/reports/choose.ts';

it.each([
  ['takes the first', [], 'a', ['a'], null],
  ['takes the second', ['a'], 'b', ['a', 'b'], { left: 'a', right: 'b' }],
  ['lets a third push out the first', ['a', 'b'], 'c', ['b', 'c'], { left: 'b', right: 'c' }],
  ['lets one go', ['a', 'b'], 'a', ['b'], null],
])('choosing two reports %s', (_name, before, id, after, pair) => {
  expect(choose(before, id)).toEqual(after);
  const entries = ['a', 'b', 'c'].map((each) => ({ id: each, status: 'problems_found' as const }));
  expect(pairOf(after, entries)).toEqual(pair);
});

it.each([
  ['problems_found', 'healthy', { left: 'a', right: 'b' }],
  ['healthy', 'problems_found', { left: 'b', right: 'a' }],
  ['healthy', 'healthy', { left: 'a', right: 'b' }],
  ['healthy', 'could_not_diagnose', { left: 'a', right: 'b' }],
] as const)('of %s and %s, the seat with the trouble stands first', (a, b, pair) => {
  const entries = [
    { id: 'a', status: a },
    { id: 'b', status: b },
  ];
  expect(pairOf(['a', 'b'], entries)).toEqual(pair);
});

it('has no pair with a report that is no longer in the list', () => {
  expect(pairOf(['a', 'gone'], [{ id: 'a', status: 'healthy' }])).toBeNull();
});
