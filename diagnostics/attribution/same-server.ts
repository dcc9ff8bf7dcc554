/** Which findings speak of one server, so that what is proven of one server is never said of another. */
import type { Finding } from '../model/finding.ts';
import { isProviderAddress } from '../model/view/provider-addresses.ts';
import type { RuleWorld } from './rule-world.ts';

/** What a finding's server is known by: the name and the address that were dialled; the provider's own addresses count as one. */
const marksOf = (world: RuleWorld, finding: Finding): readonly string[] =>
  world
    .behind(finding)
    .flatMap(({ endpoint: { name, address } }) => [
      ...(name === undefined ? [] : [`name ${name}`]),
      ...(address === undefined
        ? []
        : [isProviderAddress(world.facts, address) ? 'provider' : `address ${address}`]),
    ]);

/** Groups of findings that share a name or an address, directly or by way of others, in the order of their first member. */
export function byServer(world: RuleWorld, findings: readonly Finding[]): readonly (readonly Finding[])[] {
  let groups: { readonly marks: ReadonlySet<string>; readonly findings: readonly Finding[] }[] = [];
  for (const finding of findings) {
    const marks = marksOf(world, finding);
    const alike = groups.filter((group) => marks.some((mark) => group.marks.has(mark)));
    const joined = {
      marks: new Set([...alike.flatMap((group) => [...group.marks]), ...marks]),
      findings: [...alike.flatMap((group) => group.findings), finding],
    };
    const [first] = alike;
    groups =
      first === undefined
        ? [...groups, joined]
        : groups.flatMap((group) => (group === first ? [joined] : alike.includes(group) ? [] : [group]));
  }
  return groups.map((group) => group.findings);
}
