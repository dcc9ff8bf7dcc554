/** Does a condition of the pack hold? Three answers: yes, no, and not known. */
import { operators, type Condition, type Operator } from './pack-parts.ts';

export type Facts = Readonly<Record<string, string>>;
export type Truth = 'yes' | 'no' | 'unknown';

const decimal = /^-?\d{1,12}(?:\.\d{1,6})?$/u;

/** A plain decimal number, or null: `1e9`, `0x10` and an empty text are not what a person means by a number. */
export function numberOf(text: string | undefined): number | null {
  // Not only for undefined: a pack may name a fact `constructor`, and plain objects answer to that with a function.
  return typeof text === 'string' && decimal.test(text.trim()) ? Number(text) : null;
}

const own = (facts: Facts, key: string): string | undefined =>
  Object.hasOwn(facts, key) ? facts[key] : undefined;

const comparisons: Readonly<
  Record<'atLeast' | 'atMost' | 'moreThan' | 'lessThan', (value: number, limit: number) => boolean>
> = {
  atLeast: (value, limit) => value >= limit,
  atMost: (value, limit) => value <= limit,
  moreThan: (value, limit) => value > limit,
  lessThan: (value, limit) => value < limit,
};

export function operatorOf(condition: Condition): Operator | undefined {
  return operators.find((operator) => condition[operator] !== undefined);
}

function compare(condition: Condition, value: string): Truth {
  const operator = operatorOf(condition);
  switch (operator) {
    case undefined:
      return 'no';
    case 'equals':
      return value === condition.equals ? 'yes' : 'no';
    case 'not':
      return value === condition.not ? 'no' : 'yes';
    case 'in':
      return condition.in?.includes(value) === true ? 'yes' : 'no';
    case 'notIn':
      return condition.notIn?.includes(value) === true ? 'no' : 'yes';
    default: {
      const number = numberOf(value);
      const limit = condition[operator];
      // A text where a number belongs decides nothing: it is asked again.
      return number === null || limit === undefined
        ? 'unknown'
        : comparisons[operator](number, limit)
          ? 'yes'
          : 'no';
    }
  }
}

export interface ConditionsResult {
  readonly truth: Truth;
  /** Fact keys that would settle it; empty unless `truth` is `unknown`. */
  readonly missing: readonly string[];
}

/** All of them have to hold. One that fails settles the matter, so nothing is asked then. */
export function testConditions(conditions: readonly Condition[], facts: Facts): ConditionsResult {
  const missing = new Set<string>();
  for (const condition of conditions) {
    const value = own(facts, condition.fact);
    const truth = value === undefined ? 'unknown' : compare(condition, value);
    if (truth === 'no' || (truth === 'unknown' && condition.ifUnknown === 'no'))
      return { truth: 'no', missing: [] };
    if (truth === 'unknown' && condition.ifUnknown !== 'yes') missing.add(condition.fact);
  }
  return { truth: missing.size > 0 ? 'unknown' : 'yes', missing: [...missing] };
}
