/**
 * Public holidays, computed. Only the calendars that a pack may name.
 * CA: Canada Labour Code, section 166. CA-ON: Employment Standards Act, 2000 (Ontario). BE: law of 4 January 1974.
 */
export const calendarIds = ['CA', 'CA-ON', 'BE', 'FR'] as const;
export type CalendarId = (typeof calendarIds)[number];

interface Holiday {
  readonly id: string;
  /** Month 1-12 and day, or days from Easter Sunday, or the nth weekday of a month (0 is Sunday). */
  readonly on:
    | { readonly month: number; readonly day: number }
    | { readonly easter: number }
    | { readonly month: number; readonly weekday: number; readonly nth: number }
    | { readonly mondayBefore: { readonly month: number; readonly day: number } };
  /** First year in which it was a holiday. */
  readonly since?: number;
}

const newYear: Holiday = { id: 'new-year', on: { month: 1, day: 1 } };
const christmas: Holiday = { id: 'christmas', on: { month: 12, day: 25 } };
const easterMonday: Holiday = { id: 'easter-monday', on: { easter: 1 } };
const labourDay: Holiday = { id: 'labour-day', on: { month: 5, day: 1 } };
const ascension: Holiday = { id: 'ascension', on: { easter: 39 } };
const whitMonday: Holiday = { id: 'whit-monday', on: { easter: 50 } };
const assumption: Holiday = { id: 'assumption', on: { month: 8, day: 15 } };
const allSaints: Holiday = { id: 'all-saints', on: { month: 11, day: 1 } };
const armistice: Holiday = { id: 'armistice', on: { month: 11, day: 11 } };

const canadian: readonly Holiday[] = [
  newYear,
  { id: 'good-friday', on: { easter: -2 } },
  { id: 'victoria-day', on: { mondayBefore: { month: 5, day: 25 } } },
  { id: 'canada-day', on: { month: 7, day: 1 } },
  { id: 'labour-day', on: { month: 9, weekday: 1, nth: 1 } },
  { id: 'thanksgiving', on: { month: 10, weekday: 1, nth: 2 } },
  christmas,
  { id: 'boxing-day', on: { month: 12, day: 26 } },
];

const calendars: Readonly<
  Record<CalendarId, { readonly days: readonly Holiday[]; readonly movesToWorkday: boolean }>
> = {
  CA: {
    days: [
      ...canadian,
      { id: 'truth-and-reconciliation', on: { month: 9, day: 30 }, since: 2021 },
      { id: 'remembrance', on: { month: 11, day: 11 } },
    ],
    movesToWorkday: true,
  },
  'CA-ON': {
    days: [...canadian, { id: 'family-day', on: { month: 2, weekday: 1, nth: 3 }, since: 2008 }],
    movesToWorkday: true,
  },
  BE: {
    days: [
      newYear,
      easterMonday,
      labourDay,
      ascension,
      whitMonday,
      { id: 'national-day', on: { month: 7, day: 21 } },
      assumption,
      allSaints,
      armistice,
      christmas,
    ],
    // A Belgian employer chooses the replacement of a holiday on a Sunday: it cannot be computed.
    movesToWorkday: false,
  },
  FR: {
    days: [
      newYear,
      easterMonday,
      labourDay,
      { id: 'victory-1945', on: { month: 5, day: 8 } },
      ascension,
      whitMonday,
      { id: 'bastille', on: { month: 7, day: 14 } },
      assumption,
      allSaints,
      armistice,
      christmas,
    ],
    movesToWorkday: false,
  },
};

const DAY = 86_400_000;
const utc = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day);
const isoDate = (time: number): string => new Date(time).toISOString().slice(0, 10);
const weekdayOf = (time: number): number => new Date(time).getUTCDay();

/** Easter Sunday of the Gregorian calendar (Meeus/Jones/Butcher). */
function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const k = c % 4;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return utc(year, Math.floor(n / 31), (n % 31) + 1);
}

function dateOf({ on }: Holiday, year: number): number {
  if ('easter' in on) return easterSunday(year) + on.easter * DAY;
  if ('nth' in on) {
    const first = utc(year, on.month, 1);
    return first + (((on.weekday - weekdayOf(first) + 7) % 7) + 7 * (on.nth - 1)) * DAY;
  }
  if ('mondayBefore' in on) {
    const end = utc(year, on.mondayBefore.month, on.mondayBefore.day) - DAY;
    return end - ((weekdayOf(end) + 6) % 7) * DAY;
  }
  return utc(year, on.month, on.day);
}

/** The holidays of a year as local dates `YYYY-MM-DD`, with the day off in lieu where the law gives one after a weekend. */
export function holidaysOf(calendar: CalendarId, year: number): ReadonlySet<string> {
  const { days, movesToWorkday } = calendars[calendar];
  const dates = days
    .filter((day) => year >= (day.since ?? 0))
    .map((day) => dateOf(day, year))
    .sort((a, b) => a - b);
  const taken = new Set(dates);
  if (movesToWorkday) {
    for (const date of dates.filter((time) => weekdayOf(time) % 6 === 0)) {
      let instead = date + DAY;
      while (weekdayOf(instead) % 6 === 0 || taken.has(instead)) instead += DAY;
      taken.add(instead);
    }
  }
  return new Set([...taken].map(isoDate));
}

/** `date` is local to the calendar's country. A day in lieu never crosses the year: the last holiday is 26 December. */
export function isHoliday(date: string, names: readonly CalendarId[]): boolean {
  return names.some((name) => holidaysOf(name, Number(date.slice(0, 4))).has(date));
}
