/** Credit for unavailability, with its cap and its arithmetic. */
import { message, type Message } from '../model/message.ts';
import type { SlaCredit } from '../model/scope.ts';
import { numberOf, type Facts } from './conditions.ts';
import type { Sla } from './pack-service.ts';
import { localTime } from './zoned-time.ts';

export interface CreditResult {
  readonly credit: SlaCredit;
  readonly missing: readonly string[];
}

type Plan = Sla['plans'][number];

/** Stands for the month in messages when only a number of minutes is known. */
const NO_MONTH = 'none';

/** Full periods of unavailability per calendar month of the provider's zone; a period counts for the month in which it begins. */
function periodsByMonth(sla: Sla, facts: Facts): ReadonlyMap<string, number> | null {
  const months = new Map<string, number>();
  const start = Date.parse(facts[sla.facts.start] ?? '');
  const end = Date.parse(facts[sla.facts.end] ?? '');
  if (!Number.isNaN(start) && !Number.isNaN(end)) {
    const length = sla.periodMinutes * 60_000;
    // A year is more than any outage that a credit is asked for, and bounds the loop.
    const count = Math.min(Math.floor((end - start) / length), 366 * 24 * 60);
    for (let index = 0; index < count; index += 1) {
      const month = localTime(start + index * length, sla.timeZone).date.slice(0, 7);
      months.set(month, (months.get(month) ?? 0) + 1);
    }
    return months;
  }
  const minutes = numberOf(facts[sla.facts.minutes]);
  if (minutes === null || minutes < 0) return null;
  return months.set(NO_MONTH, Math.floor(minutes / sla.periodMinutes));
}

interface MonthCredit {
  readonly month: string;
  readonly periods: number;
  readonly uncapped: number;
  readonly percent: number;
}

/** Binary fractions make 3 x 3.3 = 9.899999…; six decimals are exact enough for any price. */
const tidy = (value: number): number => Math.round(value * 1e6) / 1e6;
const toCents = (value: number): number => Math.round(tidy(value) * 100) / 100;
const capPercent = ({ capFraction: [part, whole] }: Plan): number => (100 * part) / whole;

function creditOf(month: string, periods: number, plan: Plan): MonthCredit {
  const uncapped = tidy(periods * plan.percentPerPeriod);
  return { month, periods, uncapped, percent: Math.min(uncapped, capPercent(plan)) };
}

function steps(
  sla: Sla,
  plan: Plan,
  months: readonly MonthCredit[],
  fee: number | null,
  amount: number | null,
): readonly Message[] {
  const base = {
    period: plan.period,
    perPeriod: plan.percentPerPeriod,
    minutes: sla.periodMinutes,
    cap: tidy(capPercent(plan)),
  };
  const lines = months.flatMap(({ month, periods, uncapped, percent }) => {
    const product = message('scope.credit.periods', { ...base, month, periods, percent: uncapped });
    return uncapped > percent
      ? [product, message('scope.credit.capped', { ...base, month, percent: tidy(percent) })]
      : [product];
  });
  if (fee === null || amount === null) return lines;
  const percent = tidy(months.reduce((sum, one) => sum + one.percent, 0));
  return [...lines, message('scope.credit.amount', { percent, fee, amount, currency: sla.currency })];
}

export function slaCredit(sla: Sla, facts: Facts): CreditResult {
  const plan = sla.plans.find(({ period }) => period === facts[sla.facts.period]);
  const periods = periodsByMonth(sla, facts);
  const fee = numberOf(facts[sla.facts.fee]);
  const missing = [
    ...(periods === null ? [sla.facts.minutes] : []),
    ...(plan === undefined ? [sla.facts.period] : []),
    ...(fee === null ? [sla.facts.fee] : []),
  ];
  const common = { section: sla.section, currency: sla.currency };
  if (periods === null || plan === undefined) {
    return { credit: { ...common, percent: null, amount: null, capped: false, steps: [] }, missing };
  }
  const months = [...periods].map(([month, count]) => creditOf(month, count, plan));
  const percent = months.reduce((sum, one) => sum + one.percent, 0);
  const amount = fee === null ? null : toCents((fee * percent) / 100);
  const capped = months.some((one) => one.uncapped > one.percent);
  return {
    credit: {
      ...common,
      percent: tidy(percent),
      amount,
      capped,
      steps: steps(sla, plan, months, fee, amount),
    },
    missing,
  };
}
