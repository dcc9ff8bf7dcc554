import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf, isTimeZone, localTime } from '../../../diagnostics/scope/zoned-time.ts';

const zones = ['Europe/Paris', 'America/Toronto', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'];

test.each([
  ['winter', 'Europe/Paris', '2025-01-15', 600, '2025-01-15T09:00:00.000Z'],
  ['summer', 'Europe/Paris', '2025-07-15', 600, '2025-07-15T08:00:00.000Z'],
  ['the skipped hour is moved on', 'Europe/Paris', '2025-03-30', 150, '2025-03-30T01:30:00.000Z'],
  ['of the repeated hour the first', 'Europe/Paris', '2025-10-26', 150, '2025-10-26T00:30:00.000Z'],
  ['of the repeated hour the first, west', 'America/Toronto', '2025-11-02', 90, '2025-11-02T05:30:00.000Z'],
  ['midnight at the end of the day', 'America/Toronto', '2025-01-15', 1440, '2025-01-16T05:00:00.000Z'],
])('%s', (_, zone, date, minutes, instant) => {
  expect(new Date(instantOf({ date, minutes }, zone)).toISOString()).toBe(instant);
});

test('the wall clock of an instant leads back to it, or to the first of two', () => {
  const minutes = fc.integer({ min: Date.UTC(2008, 0, 1) / 60_000, max: Date.UTC(2032, 0, 1) / 60_000 });
  fc.assert(
    fc.property(minutes, fc.constantFrom(...zones), (minute, zone) => {
      const wall = localTime(minute * 60_000, zone);
      const back = instantOf(wall, zone);
      expect(back).toBeLessThanOrEqual(minute * 60_000);
      expect(localTime(back, zone)).toEqual(wall);
    }),
    { numRuns: 500 },
  );
});

test('knows a zone from a slip of the pen', () => {
  expect(['Europe/Brussels', 'Europe/Brussel', ''].map(isTimeZone)).toEqual([true, false, false]);
});
