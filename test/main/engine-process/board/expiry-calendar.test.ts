/** What runs out when, by week and by month. */
import { describe, expect, it } from 'vitest';
import {
  calendarLines,
  daysUntil,
  sharedExpiries,
  type CalendarLine,
} from '../../../../main/engine-process/board/expiry-calendar.ts';
import { anExpiry, aRunSummary } from '../../../support/summary-factories.ts';

describe('the calendar', () => {
  const now = Date.parse('2026-03-02T10:00:00Z'); // a Monday
  const inLine = (line: CalendarLine): string =>
    line.type === 'period'
      ? `${line.from === null ? 'over' : new Date(line.from).toDateString()}: ${line.count}`
      : `  ${line.shared.expiry.names.join(' ')}: ${line.shared.seenIn.map(({ domain }) => domain).join(' ')}`;
  const expiries = sharedExpiries([
    aRunSummary({
      domain: 'a.test',
      expiries: [
        anExpiry({ at: '2026-03-05T12:00:00Z' }),
        anExpiry({
          kind: 'domain',
          at: '2026-03-20T12:00:00Z',
          names: ['a.test'],
          shownBy: [],
          fingerprint: null,
        }),
      ],
    }),
    aRunSummary({
      domain: 'b.test',
      expiries: [
        anExpiry({ at: '2026-03-05T12:00:00Z', shownBy: ['mail.host.test:465'] }),
        anExpiry({ at: '2026-03-01T12:00:00Z', names: ['b.test'], fingerprint: 'BB' }),
        anExpiry({ at: 'no date', fingerprint: 'CC' }),
      ],
    }),
  ]);

  it.each([
    [
      'week',
      [
        'over: 1',
        '  b.test: b.test',
        'Mon Mar 02 2026: 1',
        '  mail.provider.test: a.test b.test',
        'Mon Mar 16 2026: 1',
        '  a.test: a.test',
      ],
    ],
    [
      'month',
      [
        'over: 1',
        '  b.test: b.test',
        'Sun Mar 01 2026: 2',
        '  mail.provider.test: a.test b.test',
        '  a.test: a.test',
      ],
    ],
  ] as const)('by %s, the soonest first, each certificate once', (period, expected) => {
    expect(calendarLines(expiries, period, now).map(inLine)).toEqual(expected);
  });

  it.each([
    ['2026-03-02T11:00:00Z', 0],
    ['2026-03-02T09:00:00Z', 0],
    ['2026-03-05T10:00:00Z', 3],
    ['2026-03-01T12:00:00Z', -1],
  ])('days until %s: %i', (at, days) => {
    expect(daysUntil(Date.parse(at), now)).toBe(days);
  });
});
