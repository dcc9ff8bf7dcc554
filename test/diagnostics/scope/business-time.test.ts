import { describe, expect, test } from 'vitest';
import {
  addOpenDays,
  addOpenTime,
  dueTime,
  isOpen,
  openingsOn,
} from '../../../diagnostics/scope/business-time.ts';
import type { Hours } from '../../../diagnostics/scope/pack-service.ts';
import { ask, packOf } from './library.ts';

const hoursOf = (provider: string): Hours => {
  const [hours] = packOf(provider).hours;
  if (hours === undefined) throw new Error(`${provider} has no hours`);
  return hours;
};

type Row = readonly [what: string, asked: string, due: string];

/** 2, 4, 8 and 16 office hours, 9:00-17:00 in Brussels, without weekends and Belgian holidays. */
const webcanyon: readonly (readonly [...Row, impact: string])[] = [
  ['P1 in the morning', '2025-01-15T08:00:00Z', '2025-01-15T10:00:00.000Z', 'server_down'],
  ['P1 that ends exactly at closing', '2025-01-15T14:00:00Z', '2025-01-15T16:00:00.000Z', 'server_down'],
  ['P1 over the night', '2025-01-15T15:00:00Z', '2025-01-16T09:00:00.000Z', 'server_down'],
  ['P1 before opening', '2025-01-15T04:00:00Z', '2025-01-15T10:00:00.000Z', 'server_down'],
  ['P1 on Friday after closing', '2025-01-17T16:30:00Z', '2025-01-20T10:00:00.000Z', 'server_down'],
  ['P1 on Saturday', '2025-01-18T12:00:00Z', '2025-01-20T10:00:00.000Z', 'server_down'],
  ['P1 over the start of summer time', '2025-03-28T15:30:00Z', '2025-03-31T08:30:00.000Z', 'server_down'],
  ['P1 over the end of summer time', '2025-10-24T14:30:00Z', '2025-10-27T09:30:00.000Z', 'server_down'],
  ['P1 over the end of the month', '2025-01-31T15:00:00Z', '2025-02-03T09:00:00.000Z', 'server_down'],
  ['P1 over the end of the year', '2024-12-31T15:30:00Z', '2025-01-02T09:30:00.000Z', 'server_down'],
  ['P2 over midday', '2025-01-15T10:00:00Z', '2025-01-15T14:00:00.000Z', 'hosting_down'],
  ['P3 a full day later', '2025-01-15T09:00:00Z', '2025-01-16T09:00:00.000Z', 'partial'],
  ['P3 over Easter Monday', '2025-04-18T08:00:00Z', '2025-04-22T08:00:00.000Z', 'partial'],
  ['P3 over Labour Day', '2025-04-30T12:00:00Z', '2025-05-02T12:00:00.000Z', 'partial'],
  ['P4 in two days', '2025-01-13T08:00:00Z', '2025-01-14T16:00:00.000Z', 'question'],
  ['P4 over a weekend', '2025-01-16T09:00:00Z', '2025-01-20T09:00:00.000Z', 'question'],
];

test.each(webcanyon)('Webcanyon: %s', (_, at, due, impact) => {
  const decision = ask('webcanyon', 'server.service', {
    product: 'vps',
    tier: 'standard',
    facts: { impact },
    at,
  });
  expect(decision.firstAnswerDue).toBe(due);
});

/** 2 hours in 10-12 and 14-17, Monday to Friday in Paris. */
const haisoft: readonly Row[] = [
  ['in the morning', '2025-01-15T09:00:00Z', '2025-01-15T11:00:00.000Z'],
  ['over midday', '2025-01-15T10:30:00Z', '2025-01-15T14:30:00.000Z'],
  ['asked at midday', '2025-01-15T12:00:00Z', '2025-01-15T15:00:00.000Z'],
  ['over the night', '2025-01-15T15:00:00Z', '2025-01-16T10:00:00.000Z'],
  ['Friday late', '2025-01-17T15:30:00Z', '2025-01-20T10:30:00.000Z'],
  ['Sunday in summer', '2025-07-06T10:00:00Z', '2025-07-07T10:00:00.000Z'],
  ['over the start of summer time', '2025-03-28T15:30:00Z', '2025-03-31T09:30:00.000Z'],
  ['over the end of summer time', '2025-10-24T14:30:00Z', '2025-10-27T10:30:00.000Z'],
];

test.each(haisoft)('HaiSoft: %s', (_, at, due) => {
  expect(ask('haisoft', 'server.administration', { product: 'virtual-server', at }).firstAnswerDue).toBe(due);
});

/** 1 day, 6 hours, 3 hours in 10-19, Monday to Friday in Toronto, without Canadian and Ontario holidays. */
const clarkconnect: readonly (readonly [...Row, tier: string])[] = [
  ['Level I in hours', '2025-01-15T16:00:00Z', '2025-01-16T16:00:00.000Z', 'level-1'],
  ['Level I on Saturday', '2025-01-18T16:00:00Z', '2025-01-21T15:00:00.000Z', 'level-1'],
  ['Level I on Friday', '2025-01-17T18:30:00Z', '2025-01-20T18:30:00.000Z', 'level-1'],
  ['Level I over the start of summer time', '2025-03-07T20:00:00Z', '2025-03-10T19:00:00.000Z', 'level-1'],
  ['Level I over the end of summer time', '2025-10-31T19:00:00Z', '2025-11-03T20:00:00.000Z', 'level-1'],
  ['Level II over the night', '2025-01-15T21:00:00Z', '2025-01-16T18:00:00.000Z', 'level-2'],
  ['Level II over Family Day (Ontario)', '2025-02-14T21:00:00Z', '2025-02-18T18:00:00.000Z', 'level-2'],
  ['Level III in hours', '2025-01-15T16:00:00Z', '2025-01-15T19:00:00.000Z', 'level-3'],
  [
    'Level III over Truth and Reconciliation (Canada)',
    '2025-09-29T22:00:00Z',
    '2025-10-01T16:00:00.000Z',
    'level-3',
  ],
  ['Level III over Christmas and Boxing Day', '2025-12-24T23:00:00Z', '2025-12-29T17:00:00.000Z', 'level-3'],
];

test.each(clarkconnect)('ClarkConnect: %s', (_, at, due, tier) => {
  expect(ask('clarkconnect', 'support.contact', { tier, at }).firstAnswerDue).toBe(due);
});

/** Every stretch that the output names lies in the opening hours, and together they are the promised time. */
test.each([
  ...webcanyon.map(([what, at, , impact]) => [`Webcanyon, ${what}`, 'webcanyon', at, impact] as const),
  ...haisoft.map(([what, at]) => [`HaiSoft, ${what}`, 'haisoft', at, 'question'] as const),
])('the reckoning shown adds up: %s', (_, provider, at, impact) => {
  const product = provider === 'haisoft' ? 'virtual-server' : 'vps';
  const { dueSteps = [], priority } = ask(provider, 'server.service', { product, facts: { impact }, at });
  const promised = packOf(provider).priorities.find(({ id }) => id === priority)?.response;
  const counted = dueSteps.filter(({ key }) => key === 'scope.due.counted').map(({ values }) => values);
  expect(counted.reduce((sum, { minutes }) => sum + Number(minutes), 0)).toBe((promised?.amount ?? 0) * 60);
  for (const { day, from, to } of counted) {
    const openings = openingsOn(String(day).slice(0, 10), hoursOf(provider)).length;
    expect({ openings: openings > 0, isForward: String(from) < String(to) }).toEqual({
      openings: true,
      isForward: true,
    });
  }
});

describe('opening hours', () => {
  const office = hoursOf('webcanyon');
  const night: Hours = { ...office, weekly: [{ days: ['sun'], from: '01:00', to: '04:00' }], holidays: [] };

  test('a night opening is an hour shorter or longer when the clocks change', () => {
    const length = (date: string) => openingsOn(date, night).map(({ from, to }) => (to - from) / 3_600_000);
    expect([length('2025-03-30'), length('2025-10-26'), length('2025-11-02')]).toEqual([[2], [4], [3]]);
  });

  test('a provider that never opens gives no due time', () => {
    const never: Hours = { ...office, weekly: [] };
    expect([addOpenTime(0, 1, never), addOpenDays(0, 1, never)]).toEqual([null, null]);
  });

  test('time without hours runs day and night', () => {
    expect(dueTime(0, { amount: 4, unit: 'hour', hours: null }, null)).toBe(14_400_000);
  });

  test.each([
    ['2025-01-15T07:59:59Z', false],
    ['2025-01-15T08:00:00Z', true],
    ['2025-01-15T15:59:59Z', true],
    ['2025-01-15T16:00:00Z', false],
    ['2025-07-21T10:00:00Z', false],
  ])('open at %s: %s', (at, open) => {
    expect(isOpen(Date.parse(at), office)).toBe(open);
  });
});
