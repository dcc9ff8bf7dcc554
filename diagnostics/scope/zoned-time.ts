/** Wall-clock time in an IANA zone, by Intl alone. */
export interface LocalTime {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** Minutes since local midnight, by the clock on the wall. */
  readonly minutes: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter is slow, so one is kept per zone; zones come from parsed packs, hence few. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, made);
  return made;
}

export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false; // Intl throws RangeError for a zone that it does not know
  }
}

export function localTime(instant: number, zone: string): LocalTime {
  const parts: Record<string, string> = {};
  for (const { type, value } of formatOf(zone).formatToParts(instant)) parts[type] = value;
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = parts;
  return {
    date: `${year}-${month}-${day}`,
    minutes: Number(hour) * 60 + Number(minute) + Number(second) / 60,
  };
}

/** The wall clock read as if it were UTC, minus the instant. */
function offsetAt(instant: number, zone: string): number {
  const whole = Math.floor(instant / 1000) * 1000;
  const { date, minutes } = localTime(whole, zone);
  return Date.parse(`${date}T00:00:00.000Z`) + Math.round(minutes * 60) * 1000 - whole;
}

/**
 * The instant of a wall-clock time. In the hour that spring skips it is the same distance after midnight;
 * in the hour that autumn repeats, the first of the two.
 */
export function instantOf({ date, minutes }: LocalTime, zone: string): number {
  const asUtc = Date.parse(`${date}T00:00:00.000Z`) + minutes * 60_000;
  const first = asUtc - offsetAt(asUtc - offsetAt(asUtc, zone), zone);
  const earlier = asUtc - offsetAt(first - 7_200_000, zone);
  return offsetAt(earlier, zone) === asUtc - earlier ? Math.min(first, earlier) : first;
}

export function nextDate(date: string, days = 1): string {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
