/** On a busy computer an answer lies unread, and times tell nothing of others. */
import { describe, expect, it } from 'vitest';
import { isMostly, watchHeldUp } from '../../../diagnostics/net/held-up.ts';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** Keeps this thread from hearing anything. */
function beBusy(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until;);
}

describe('being held up', () => {
  it('is counted for whoever waits meanwhile, however many they are', async () => {
    const [first, second] = [watchHeldUp(), watchHeldUp()];
    first.dispose();
    first.dispose();
    beBusy(300);
    await wait(10);
    beBusy(200);
    const late = watchHeldUp();
    expect([second.ms() >= 350, late.ms() < second.ms()]).toEqual([true, true]);
    for (const each of [second, late]) each.dispose();
  });

  it.each([
    [500, 1_000, true],
    [499, 1_000, false],
    [90, 100, false],
  ])('of %i in %i ms is most of the time: %s', (ms, ofMs, isMost) => expect(isMostly(ms, ofMs)).toBe(isMost));
});
