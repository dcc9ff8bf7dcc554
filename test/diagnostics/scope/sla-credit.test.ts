import { expect, test } from 'vitest';
import { ask } from './library.ts';

type Row = readonly [
  minutes: string,
  period: string,
  fee: string,
  percent: number,
  amount: number,
  capped: boolean,
];

/** 3.3 % of the monthly or 0.27 % of the yearly fee per full 60 minutes; at most 50 % or 1/24 of it in a calendar month. */
const rows: readonly Row[] = [
  ['0', 'month', '100', 0, 0, false],
  ['59', 'month', '100', 0, 0, false],
  ['60', 'month', '100', 3.3, 3.3, false],
  ['119', 'month', '100', 3.3, 3.3, false],
  ['185', 'month', '49.90', 9.9, 4.94, false],
  ['900', 'month', '100', 49.5, 49.5, false],
  ['960', 'month', '100', 50, 50, true],
  ['44640', 'month', '79', 50, 39.5, true],
  ['60', 'year', '1200', 0.27, 3.24, false],
  ['900', 'year', '1200', 4.05, 48.6, false],
  ['960', 'year', '1200', 4.166667, 50, true],
];

const credit = (facts: Readonly<Record<string, string>>) =>
  ask('haisoft', 'network.provider', { product: 'dedicated-server', facts });

test.each(rows)('%s minutes, paid by the %s, %s EUR', (minutes, period, fee, percent, amount, capped) => {
  const { slaCredit } = credit({
    'outage.minutes': minutes,
    'subscription.period': period,
    'subscription.fee': fee,
  });
  expect(slaCredit).toMatchObject({
    percent,
    amount,
    capped,
    currency: 'EUR',
    section: 'Network Connection',
  });
});

test('shows its arithmetic', () => {
  const { slaCredit } = credit({
    'outage.minutes': '960',
    'subscription.period': 'month',
    'subscription.fee': '80',
  });
  const base = { period: 'month', perPeriod: 3.3, minutes: 60, cap: 50, month: 'none' };
  expect(slaCredit?.steps).toEqual([
    { key: 'scope.credit.periods', values: { ...base, periods: 16, percent: 52.8 } },
    { key: 'scope.credit.capped', values: { ...base, percent: 50 } },
    { key: 'scope.credit.amount', values: { percent: 50, fee: 80, amount: 40, currency: 'EUR' } },
  ]);
});

test('an outage over the end of a month is counted in both, and capped in each', () => {
  const common = { 'subscription.period': 'month', 'subscription.fee': '100' };
  // 31 January 12:00 to 2 February 12:00 in Paris: 12 hours of January, 36 of February.
  const long = credit({
    ...common,
    'outage.start': '2025-01-31T11:00:00Z',
    'outage.end': '2025-02-02T11:00:00Z',
  });
  expect(long.slaCredit).toMatchObject({ percent: 89.6, amount: 89.6, capped: true });
  expect(long.slaCredit?.steps.map(({ values }) => values['month'] ?? 'sum')).toEqual([
    '2025-01',
    '2025-02',
    '2025-02',
    'sum',
  ]);
  // The hour that begins in January belongs to January, by the clock of Paris.
  const short = credit({
    ...common,
    'outage.start': '2025-01-31T22:30:00Z',
    'outage.end': '2025-01-31T23:30:00Z',
  });
  expect(short.slaCredit?.steps[0]?.values).toMatchObject({ month: '2025-01', periods: 1 });
});

test('asks for what it lacks, without holding the decision back', () => {
  const { decision, missingFacts, slaCredit } = credit({
    'outage.minutes': '120',
    'subscription.period': 'month',
  });
  expect({
    decision,
    missing: missingFacts.map(({ key, affects }) => [key, affects]),
    slaCredit,
  }).toMatchObject({
    decision: 'supported',
    missing: [['subscription.fee', 'credit']],
    slaCredit: { percent: 6.6, amount: null },
  });
});

test.each(['-5', '1e9', 'two hours', '0x10', ''])('%j is not a number of minutes', (minutes) => {
  const { slaCredit } = credit({
    'outage.minutes': minutes,
    'subscription.period': 'month',
    'subscription.fee': '100',
  });
  expect(slaCredit?.percent).toBeNull();
});
