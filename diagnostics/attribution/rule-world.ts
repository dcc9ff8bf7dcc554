/** What a rule may look at: the facts, and the failed findings that no earlier rule has explained. */
import type { Finding } from '../model/finding.ts';
import type { Evidence } from '../model/message.ts';
import type { Observation } from '../model/observation.ts';
import type { Facts } from '../model/view/facts.ts';

export interface RuleWorld {
  readonly facts: Facts;
  readonly findings: readonly Finding[];
  /** Failed findings of these checks that are not yet explained, all of them when no id is given. */
  open(...checks: readonly string[]): readonly Finding[];
  observation(id: string): Observation | undefined;
  /** Observations that a finding points at. */
  behind(finding: Finding): readonly Observation[];
}

export function createRuleWorld(
  facts: Facts,
  findings: readonly Finding[],
  explained: ReadonlySet<Finding>,
): RuleWorld {
  const byId = new Map(facts.observations.map((each) => [each.id, each]));
  return {
    facts,
    findings,
    open: (...checks) =>
      findings.filter(
        (each) =>
          each.outcome === 'failed' &&
          !explained.has(each) &&
          (checks.length === 0 || checks.includes(each.check)),
      ),
    observation: (id) => byId.get(id),
    behind: (finding) => finding.evidence.flatMap((each) => byId.get(each.observation) ?? []),
  };
}

export const evidenceOf = (findings: readonly Finding[]): readonly Evidence[] =>
  findings.flatMap((each) => each.evidence).slice(0, 12);

/** Addresses that the findings' observations went to. */
export const addressesBehind = (world: RuleWorld, finding: Finding): readonly string[] =>
  world.behind(finding).flatMap((each) => each.endpoint.address ?? []);

/** What was seen of servers: a finding may rest on records as well, which nobody between here and a server can change. */
export const seenAtServers = (world: RuleWorld, finding: Finding): readonly Observation[] =>
  world.behind(finding).filter(({ kind }) => kind !== 'dns');

const NAMES_AT_MOST = 4;

/** `a.example, b.example (443, 993)`: names and ports once each, so that one certificate on many ports reads as one thing. */
export function endpointsInShort(observations: readonly Observation[]): string {
  const names = [
    ...new Set(observations.map((each) => each.endpoint.name ?? each.endpoint.address ?? '?')),
  ].sort();
  const ports = [...new Set(observations.flatMap((each) => each.endpoint.port ?? []))].sort((a, b) => a - b);
  const shown = names.length > NAMES_AT_MOST ? [...names.slice(0, NAMES_AT_MOST), '…'] : names;
  return `${shown.join(', ')} (${ports.join(', ')})`;
}

/** Groups in the order of their first member. */
export function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups];
}
