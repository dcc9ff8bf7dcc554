/** Runs the checks over the facts and gives each assertion its id and level. A crashing check costs one finding, never the run. */
import { message } from '../model/message.ts';
import type { Assertion, Finding } from '../model/finding.ts';
import type { Facts } from '../model/view/facts.ts';
import type { Level } from '../model/vocabulary.ts';
import type { Check } from './check.ts';
import { checks } from './index.ts';

/** Check id, or `id.variant`, to level; `resources/levels.json` with the pack's own values over it. */
export type Levels = Readonly<Record<string, Level>>;

/** The seat, the zone and certificates matter to every service. */
const isWanted = ({ area }: Check, facts: Facts): boolean =>
  area === 'local' || area === 'dns' || area === 'tls' || facts.request.services.includes(area);

function assertionsOf(check: Check, facts: Facts): readonly Assertion[] {
  const { domain } = facts.request.target;
  if (!check.needs.some((kind) => facts.jobs(kind).length > 0)) {
    if (check.isOnRequest) return [];
    return [
      {
        subject: domain,
        outcome: 'untested',
        message: message('check.not_run', { subject: domain }),
        evidence: [],
      },
    ];
  }
  try {
    return check.evaluate(facts);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      {
        subject: domain,
        outcome: 'cantTell',
        message: message('check.crashed', { subject: domain, reason: reason.slice(0, 200) }),
        evidence: [],
      },
    ];
  }
}

/** A softer or harder variant of a finding may have a level of its own. The variant is the fourth part of the message key. */
function levelOf(check: Check, assertion: Assertion, levels: Levels): Level {
  const variant = assertion.message.key.split('.')[3];
  return levels[`${check.id}.${variant}`] ?? levels[check.id] ?? 'note';
}

export function evaluateChecks(
  facts: Facts,
  levels: Levels,
  catalogue: readonly Check[] = checks,
): readonly Finding[] {
  return catalogue
    .filter((check) => isWanted(check, facts))
    .flatMap((check) =>
      assertionsOf(check, facts).map((assertion) => ({
        check: check.id,
        level: levelOf(check, assertion, levels),
        ...assertion,
      })),
    );
}
