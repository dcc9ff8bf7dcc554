/** R7: the local clock against the median of time sources. A wrong time zone with the right epoch does no harm. */
import { CLOCK_TOLERANCE_MS, clockOffset } from '../../model/view/vantage.ts';
import { pointAt } from '../../model/view/pointing.ts';
import { cantTell, defineCheck, failed, passed, untested } from '../check.ts';

const check = 'wrong-clock';
const subject = 'local';
const MINUTE_MS = 60_000;

/** In the largest unit that still says something. */
function amountOf(offsetMs: number): {
  readonly amount: number;
  readonly unit: 'minutes' | 'hours' | 'days';
} {
  const minutes = Math.abs(offsetMs) / MINUTE_MS;
  if (minutes < 120) return { amount: Math.round(minutes), unit: 'minutes' };
  return minutes < 2880
    ? { amount: Math.round(minutes / 60), unit: 'hours' }
    : { amount: Math.round(minutes / 1440), unit: 'days' };
}

export const wrongClock = defineCheck({
  id: check,
  area: 'local',
  needs: ['clock'],
  evaluate(facts) {
    const offset = clockOffset(facts);
    if (!offset)
      return [facts.jobs('clock').length > 0 ? cantTell({ check, subject }) : untested({ check, subject })];
    const evidence = offset.jobs.slice(0, 4).map((job) => pointAt(job.best, '/data/offsetMs'));
    if (Math.abs(offset.ms) <= CLOCK_TOLERANCE_MS) return [passed({ check, subject, evidence })];
    const agreeing = offset.jobs.filter(
      (job) => job.best.data.offsetMs! * Math.sign(offset.ms) > CLOCK_TOLERANCE_MS,
    );
    const values = { ...amountOf(offset.ms), direction: offset.ms > 0 ? 'behind' : 'ahead' };
    // One source may be wrong itself.
    return [
      agreeing.length >= 2
        ? failed({ check, subject, values, evidence })
        : cantTell({ check, subject, variant: 'one-source', values, evidence }),
    ];
  },
});
