import { expect, it } from 'vitest';
import { choose, pairOf } from '../../../renderer/screens/reports/choose.ts';

it.each([
  ['takes the first', [], 'a', ['a'], null],
  ['takes the second', ['a'], 'b', ['a', 'b'], { left: 'a', right: 'b' }],
  ['lets a third push out the first', ['a', 'b'], 'c', ['b', 'c'], { left: 'b', right: 'c' }],
  ['lets one go', ['a', 'b'], 'a', ['b'], null],
])('choosing two reports %s', (_name, before, id, after, pair) => {
  expect(choose(before, id)).toEqual(after);
  expect(pairOf(after)).toEqual(pair);
});
