/** Two files dropped one after the other. */
import { expect, it } from 'vitest';
import { latestOnly } from '../../../renderer/state/latest-only.ts';

it.each([
  ['in the order in which they were dropped', ['first', 'second']],
  ['the other way round', ['second', 'first']],
] as const)('shows the one dropped last when they are read %s', async (_order, readInOrder) => {
  const shown: string[] = [];
  const show = latestOnly<string>((name) => shown.push(name));
  const read: Record<string, () => void> = {};
  const drop = (name: string) => show(new Promise((resolve) => (read[name] = () => resolve(name))));
  const shows = { first: drop('first'), second: drop('second') };
  for (const name of readInOrder) {
    read[name]?.();
    await shows[name];
  }
  expect(shown).toEqual(['second']);
});

it('shows nothing of one that was refused', async () => {
  const shown: string[] = [];
  await latestOnly<string>((name) => shown.push(name))(Promise.resolve(null));
  expect(shown).toEqual([]);
});
