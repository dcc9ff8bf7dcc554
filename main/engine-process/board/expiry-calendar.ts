/** What runs out when: certificates and domains of all clients, each once, the soonest first, by week or by month. Pure. */
import type { Expiry, RunSummary } from '../../../diagnostics/model/run-summary.ts';

export interface SharedExpiry {
  readonly expiry: Expiry;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Runs that saw it, one a client. */
  readonly seenIn: readonly RunSummary[];
}

export type CalendarLine =
  | { readonly type: 'expiry'; readonly shared: SharedExpiry }
  /** `from`: first moment of the period, epoch milliseconds; null for what is over. */
  | { readonly type: 'period'; readonly from: number | null; readonly count: number };

const identityOf = ({ kind, fingerprint, names, at }: Expiry): string =>
  fingerprint ?? `${kind} ${at} ${names.join(' ')}`;

/** The same certificate on many servers is one that runs out. What gives no time that can be read is left out. */
export function sharedExpiries(summaries: readonly RunSummary[]): readonly SharedExpiry[] {
  const found = new Map<string, { expiry: Expiry; at: number; seenIn: RunSummary[] }>();
  for (const summary of summaries) {
    for (const expiry of summary.expiries) {
      const at = Date.parse(expiry.at);
      if (Number.isNaN(at)) continue;
      const id = identityOf(expiry);
      const known = found.get(id);
      if (known === undefined) found.set(id, { expiry, at, seenIn: [summary] });
      else if (known.seenIn.at(-1) !== summary) known.seenIn.push(summary);
    }
  }
  return [...found.values()].sort(
    (a, b) => a.at - b.at || (identityOf(a.expiry) < identityOf(b.expiry) ? -1 : 1),
  );
}

export type Period = 'week' | 'month';

/** First moment of the week (Monday) or month in local time, epoch milliseconds. */
function beginningOf(period: Period, time: number): number {
  const day = new Date(time);
  day.setHours(0, 0, 0, 0);
  if (period === 'month') day.setDate(1);
  else day.setDate(day.getDate() - ((day.getDay() + 6) % 7));
  return day.getTime();
}

export function calendarLines(
  expiries: readonly SharedExpiry[],
  period: Period,
  now: number,
): readonly CalendarLine[] {
  const byPeriod = new Map<number | null, SharedExpiry[]>();
  for (const shared of expiries) {
    const from = shared.at < now ? null : beginningOf(period, shared.at);
    const known = byPeriod.get(from);
    if (known === undefined) byPeriod.set(from, [shared]);
    else known.push(shared);
  }
  return [...byPeriod].flatMap(([from, all]): readonly CalendarLine[] => [
    { type: 'period', from, count: all.length },
    ...all.map((shared): CalendarLine => ({ type: 'expiry', shared })),
  ]);
}

const DAY = 24 * 60 * 60 * 1000;
const midnightOf = (time: number): number => new Date(time).setHours(0, 0, 0, 0);
/** Days of the calendar in local time, as people count: 0 is today, 1 tomorrow, -1 yesterday. */
export const daysUntil = (at: number, now: number): number =>
  Math.round((midnightOf(at) - midnightOf(now)) / DAY);
