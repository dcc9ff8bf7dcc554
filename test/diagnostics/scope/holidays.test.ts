import { expect, test } from 'vitest';
import { holidaysOf, type CalendarId } from '../../../diagnostics/scope/holidays.ts';

const rows: readonly (readonly [CalendarId, number, readonly string[]])[] = [
  ['CA', 2025, ['01-01', '04-18', '05-19', '07-01', '09-01', '09-30', '10-13', '11-11', '12-25', '12-26']],
  ['CA-ON', 2025, ['01-01', '02-17', '04-18', '05-19', '07-01', '09-01', '10-13', '12-25', '12-26']],
  ['CA-ON', 2007, ['01-01', '04-06', '05-21', '07-01', '07-02', '09-03', '10-08', '12-25', '12-26']],
  // 25 and 26 December 2021 fell on a weekend: both days are given on Monday and Tuesday.
  [
    'CA-ON',
    2021,
    ['01-01', '02-15', '04-02', '05-24', '07-01', '09-06', '10-11', '12-25', '12-26', '12-27', '12-28'],
  ],
  ['BE', 2025, ['01-01', '04-21', '05-01', '05-29', '06-09', '07-21', '08-15', '11-01', '11-11', '12-25']],
  [
    'FR',
    2024,
    ['01-01', '04-01', '05-01', '05-08', '05-09', '05-20', '07-14', '08-15', '11-01', '11-11', '12-25'],
  ],
];

test.each(rows)('%s %i', (calendar, year, days) => {
  expect([...holidaysOf(calendar, year)].sort()).toEqual(days.map((day) => `${year}-${day}`));
});
