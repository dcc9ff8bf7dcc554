/** How long runs are kept. */

/** The same day of the month as many months ago, or the last day of a shorter month; RFC 3339. */
export function monthsBefore(now: number, months: number): string {
  const time = new Date(now);
  const day = time.getUTCDate();
  time.setUTCDate(1);
  time.setUTCMonth(time.getUTCMonth() - months);
  const last = new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1, 0)).getUTCDate();
  time.setUTCDate(Math.min(day, last));
  return time.toISOString();
}
