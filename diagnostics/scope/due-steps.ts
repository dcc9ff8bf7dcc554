/** The reckoning of an answer time, one line a step, so that a reader can count it again on a calendar. */
import { message, type Message } from '../model/message.ts';
import { countedTime, openingsOn } from './business-time.ts';
import { isHoliday } from './holidays.ts';
import type { Hours, ResponseTime, Weekday } from './pack-service.ts';
import { localTime, nextDate } from './zoned-time.ts';

/** More lines than anybody counts again; no published policy comes near. */
const MOST_STEPS = 12;
const MOST_DAYS = 60;
const week: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** A moment that lies on this local date wherever the reader sits, from UTC-10 to UTC+13. */
const dayOf = (date: string): string => `${date}T10:00:00.000Z`;

function clockOf(instant: number, zone: string): string {
  const whole = Math.round(localTime(instant, zone).minutes);
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`;
}

/** Days that follow each other become "from … to …". */
function runsOf(days: readonly Weekday[]): readonly { readonly first: Weekday; readonly last: Weekday }[] {
  const runs: { first: Weekday; last: Weekday }[] = [];
  for (const day of week.filter((one) => days.includes(one))) {
    const open = runs.at(-1);
    if (open !== undefined && week.indexOf(open.last) + 1 === week.indexOf(day)) open.last = day;
    else runs.push({ first: day, last: day });
  }
  return runs;
}

function scheduleSteps({ weekly, timeZone, holidays }: Hours): readonly Message[] {
  return [
    ...weekly.flatMap(({ days, from, to }) =>
      runsOf(days).map(({ first, last }) =>
        message('scope.due.weekly', {
          first,
          last: first === last ? 'none' : last,
          from,
          to,
          zone: timeZone,
        }),
      ),
    ),
    ...holidays.map((calendar) => message('scope.due.holidays', { calendar })),
  ];
}

/** Public holidays on the way, on days that would have been open. */
function closedSteps(from: number, to: number, hours: Hours): readonly Message[] {
  const { date: last } = localTime(to, hours.timeZone);
  const steps: Message[] = [];
  let { date } = localTime(from, hours.timeZone);
  for (let day = 0; day < MOST_DAYS && date <= last; day += 1, date = nextDate(date)) {
    const wouldBeOpen = openingsOn(date, { ...hours, holidays: [] }).length > 0;
    if (wouldBeOpen && isHoliday(date, hours.holidays))
      steps.push(message('scope.due.closed', { day: dayOf(date) }));
  }
  return steps;
}

function countedSteps(asked: number, { amount, unit }: ResponseTime, hours: Hours): readonly Message[] {
  const parts = countedTime(asked, amount * (unit === 'hour' ? 3_600_000 : 60_000), hours);
  const minutes = parts.map(({ from, to }) => Math.round((to - from) / 60_000));
  const steps = parts.map(({ from, to }, index) =>
    message('scope.due.counted', {
      day: dayOf(localTime(from, hours.timeZone).date),
      from: clockOf(from, hours.timeZone),
      to: clockOf(to, hours.timeZone),
      minutes: minutes[index] ?? 0,
    }),
  );
  const sum = message('scope.due.sum', {
    parts: minutes.join(' + '),
    minutes: minutes.reduce((total, one) => total + one, 0),
    amount,
    unit,
  });
  return steps.length > 1 ? [...steps, sum] : steps;
}

function dayStep(due: number, { amount }: ResponseTime, { timeZone }: Hours): Message {
  const day = dayOf(localTime(due, timeZone).date);
  return message('scope.due.day', { amount, day, clock: clockOf(due, timeZone) });
}

/** Opening hours, what was closed on the way, and the time that counted. */
export function dueSteps(
  asked: number,
  due: number,
  response: ResponseTime,
  hours: Hours,
): readonly Message[] {
  const counted =
    response.unit === 'day' ? [dayStep(due, response, hours)] : countedSteps(asked, response, hours);
  return [...scheduleSteps(hours), ...closedSteps(asked, due, hours), ...counted.slice(0, MOST_STEPS)];
}
