/** The mechanisms that compare the sender's address with addresses in DNS: `a`, `mx`, `ptr` (RFC 7208 sections 5.3 to 5.5). */
import { canonicalAddress, familyOf, isInRanges } from '../addresses.ts';
import { reverseName } from '../reverse-name.ts';
import { SPF_NAMES_AT_MOST, type SpfContext, type SpfStep } from './context.ts';
import type { SpfMechanism } from './record.ts';

/** Without a sender IPv4 stands for both families: whether the name leads anywhere is all that is wanted then. */
const typeFor = ({ sender: { address } }: SpfContext): 'A' | 'AAAA' =>
  address === null || familyOf(address) === 4 ? 'A' : 'AAAA';

export function matchesName(
  context: SpfContext,
  name: string,
  { prefix }: Pick<SpfMechanism, 'prefix'>,
): SpfStep {
  const { address } = context.sender;
  const word = context.ask({ name, type: typeFor(context) }, true);
  if (word.status === 'unknown') return 'temperror';
  if (address === null) return 'no_match';
  const length = prefix[familyOf(address)];
  return word.records.some((each) => isInRanges(address, [`${canonicalAddress(each.value)}/${length}`]))
    ? 'match'
    : 'no_match';
}

export function matchesExchangers(
  context: SpfContext,
  name: string,
  mechanism: SpfMechanism,
  domain: string,
): SpfStep {
  const word = context.ask({ name, type: 'MX' }, true);
  if (word.status === 'unknown') return 'temperror';
  const hosts = word.records
    .map((each) => String(each.fields?.['exchange'] ?? ''))
    .filter((host) => host.includes('.'));
  if (hosts.length > SPF_NAMES_AT_MOST)
    return context.fail({ code: 'too_many_names', domain, term: mechanism.text });
  if (context.sender.address === null) return 'no_match';
  for (const host of hosts) {
    const step = matchesName(context, host, mechanism);
    if (step !== 'no_match') return step;
  }
  return 'no_match';
}

/** Names of the sender's address that lead back to it; a lookup that fails leaves a name out (section 5.5). */
function validatedNames(context: SpfContext): readonly string[] {
  const { address } = context.sender;
  if (address === null) return [];
  const names = context
    .ask({ name: reverseName(address), type: 'PTR' }, true)
    .records.map((each) => each.value)
    .slice(0, SPF_NAMES_AT_MOST);
  return names.filter((name) =>
    context
      .ask({ name, type: typeFor(context) }, true)
      .records.some((each) => canonicalAddress(each.value) === canonicalAddress(address)),
  );
}

const isAtOrBelow = (name: string, domain: string): boolean => name === domain || name.endsWith(`.${domain}`);

export const matchesReverseName = (context: SpfContext, domain: string): SpfStep =>
  validatedNames(context).some((name) => isAtOrBelow(name, domain)) ? 'match' : 'no_match';

/** Section 7.3: the domain itself, else a name below it, else any; `unknown` when there is none. */
export function validatedName(context: SpfContext, domain: string): string {
  const names = validatedNames(context);
  return (
    names.find((name) => name === domain) ??
    names.find((name) => isAtOrBelow(name, domain)) ??
    names[0] ??
    'unknown'
  );
}
