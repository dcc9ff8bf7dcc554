/** Time that runs only while the provider is open. */
import { isHoliday } from './holidays.ts';
import type { Hours, ResponseTime, Weekday } from './pack-service.ts';
import { instantOf, localTime, nextDate } from './zoned-time.ts';

interface Opening {
  readonly from: number;
  readonly to: number;
}

/** A provider that does not open within this time never opens as far as its pack goes. */
const HORIZON_DAYS = 400;
const weekdayNames: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
const weekdayOf = (date: string): Weekday | undefined =>
  weekdayNames[new Date(`${date}T12:00:00Z`).getUTCDay()];

/** The openings of one local date, in order, as instants: their length is right on the day that the clocks change too. */
export function openingsOn(date: string, hours: Hours): readonly Opening[] {
  if (isHoliday(date, hours.holidays)) return [];
  const weekday = weekdayOf(date);
  return hours.weekly
    .filter(({ days }) => weekday !== undefined && days.includes(weekday))
    .map(({ from, to }) => ({
      from: instantOf({ date, minutes: minutesOf(from) }, hours.timeZone),
      to: instantOf({ date, minutes: minutesOf(to) }, hours.timeZone),
    }))
    .sort((a, b) => a.from - b.from);
}

function* openingsFrom(instant: number, hours: Hours): Generator<Opening> {
  let { date } = localTime(instant, hours.timeZone);
  for (let day = 0; day < HORIZON_DAYS; day += 1, date = nextDate(date)) {
    for (const { from, to } of openingsOn(date, hours)) {
      if (to > instant) yield { from: Math.max(from, instant), to };
    }
  }
}

/** The stretches of opening time in which the given time passes; empty when the pack's hours never open long enough. */
export function countedTime(instant: number, milliseconds: number, hours: Hours): readonly Opening[] {
  const counted: Opening[] = [];
  let left = milliseconds;
  for (const { from, to } of openingsFrom(instant, hours)) {
    if (to - from >= left) return [...counted, { from, to: from + left }];
    counted.push({ from, to });
    left -= to - from;
  }
  return [];
}

/** When the given open time has passed; null when the pack's hours never open. */
export function addOpenTime(instant: number, milliseconds: number, hours: Hours): number | null {
  return countedTime(instant, milliseconds, hours).at(-1)?.to ?? null;
}

/** The same clock time on the nth next day with opening hours; outside hours the count starts at the next opening. */
export function addOpenDays(instant: number, days: number, hours: Hours): number | null {
  const [start] = openingsFrom(instant, hours);
  if (start === undefined) return null;
  const { date, minutes } = localTime(start.from, hours.timeZone);
  let left = days;
  let at = date;
  for (let step = 0; step < HORIZON_DAYS; step += 1) {
    if (left <= 0) return instantOf({ date: at, minutes }, hours.timeZone);
    at = nextDate(at);
    if (openingsOn(at, hours).length > 0) left -= 1;
  }
  return null;
}

const unitMilliseconds = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** When an answer is due; `hours` is null when the time runs day and night. */
export function dueTime(instant: number, { amount, unit }: ResponseTime, hours: Hours | null): number | null {
  if (hours === null) return instant + amount * unitMilliseconds[unit];
  return unit === 'day'
    ? addOpenDays(instant, amount, hours)
    : addOpenTime(instant, amount * unitMilliseconds[unit], hours);
}

/** Is the provider open at this moment? */
export function isOpen(instant: number, hours: Hours): boolean {
  const { date } = localTime(instant, hours.timeZone);
  return openingsOn(date, hours).some(({ from, to }) => instant >= from && instant < to);
}
