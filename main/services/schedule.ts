/**
 * When the clients of the board are looked at again: daily or weekly, at an hour of the machine's own clock. Pure, so that a test moves the
 * clock. Only the latest due moment counts: whatever was missed while the machine slept or was off is made up for once.
 */
import type { SettingsView } from '../contract/views.ts';

export type Schedule = SettingsView['schedule'];

/** Midnight of local time, `days` before the day of `now`, at the hour of the schedule. Local setters follow summer time. */
function onDay(schedule: Schedule, now: number, days: number): Date {
  const time = new Date(now);
  time.setDate(time.getDate() - days);
  time.setHours(schedule.hour, 0, 0, 0);
  return time;
}

const DAYS = [-7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7] as const;

/** All due moments within a week of now, the earliest first; none when the schedule is off. */
function dueMoments(schedule: Schedule, now: number): readonly number[] {
  if (schedule.every === 'off') return [];
  return DAYS.map((days) => onDay(schedule, now, -days))
    .filter((time) => schedule.every === 'daily' || time.getDay() === schedule.weekday)
    .map((time) => time.getTime());
}

/** Epoch milliseconds; null when the schedule is off. */
export const nextDue = (schedule: Schedule, now: number): number | null =>
  dueMoments(schedule, now).find((time) => time > now) ?? null;

const lastDue = (schedule: Schedule, now: number): number | null =>
  dueMoments(schedule, now).findLast((time) => time <= now) ?? null;

/** `since`: when the clients were last looked at, or when the schedule was switched on; epoch milliseconds. */
export function isDue(schedule: Schedule, since: number, now: number): boolean {
  const due = lastDue(schedule, now);
  // A clock that was set back must not hold up the schedule for as long as it was ahead.
  return due !== null && (since < due || since > now + CLOCK_SLACK);
}

const CLOCK_SLACK = 24 * 60 * 60 * 1000;

export interface SchedulerOptions {
  readonly schedule: () => Schedule;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Whether a batch is under way, whoever started it. */
  readonly isBusy: () => Promise<boolean>;
  /** Looks at all clients once; resolves when that has ended. */
  readonly run: () => Promise<void>;
  /** When the clients were last looked at; null before the first time. */
  readonly load: () => Promise<number | null>;
  readonly save: (time: number) => Promise<void>;
}

export interface Scheduler {
  /** To be called every now and then and after the machine woke up. Starts a run when one is due and none is under way. */
  check(): Promise<void>;
  /** The clients were looked at by other means, or the schedule was switched on just now: nothing that lies before this moment is made up for. */
  settle(): Promise<void>;
}

export function createScheduler({ schedule, now, isBusy, run, load, save }: SchedulerOptions): Scheduler {
  let isRunning = false;
  const settle = (): Promise<void> => save(now());
  return {
    settle,
    check: async () => {
      if (isRunning || schedule().every === 'off') return;
      isRunning = true;
      try {
        if (await isBusy()) return;
        const since = await load();
        if (since === null) await settle();
        else if (isDue(schedule(), since, now())) {
          // Noted before it begins: a run that ends the app must not be started by every start.
          await settle();
          await run();
        }
      } finally {
        isRunning = false;
      }
    },
  };
}
