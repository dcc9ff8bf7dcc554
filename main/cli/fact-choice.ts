/** Checks the answers of `--fact` against the questions that exist, so that a typing error is no silent "not answered". */
import { ticketFactKeys, type ProviderPack, type Vocabulary } from '../../diagnostics/index.ts';
import { questions } from '../../diagnostics/model/questions.ts';
import { usageError } from './cli-error.ts';
import { nearMatches } from './near-matches.ts';
import type { GivenFacts } from '../services/build-request.ts';
import { timeOf } from './options.ts';

interface KnownFact {
  readonly key: string;
  readonly kind: 'choice' | 'number' | 'time' | 'text';
  /** Closed choices; empty when any text will do. */
  readonly values: readonly string[];
}

interface FactSources {
  readonly packs: readonly ProviderPack[];
  readonly library: { readonly vocabulary: Vocabulary };
}

/** Questions of the rules, facts of the policies, fields of a ticket. */
const knownFacts = ({ packs, library }: FactSources): readonly KnownFact[] => [
  ...Object.entries(questions).map(([key, { values }]) => ({ key, kind: 'choice' as const, values })),
  ...library.vocabulary.facts,
  ...packs.flatMap((pack) => pack.facts),
  ...ticketFactKeys(packs).map((key) => ({ key, kind: 'text' as const, values: [] })),
];

function suits(kind: KnownFact['kind'], value: string): boolean {
  if (kind === 'number') return /^-?\d{1,12}(?:\.\d{1,6})?$/u.test(value.trim());
  if (kind !== 'time') return value.trim() !== '';
  try {
    return timeOf(value) !== '';
  } catch {
    return false;
  }
}

/** Throws the usage error of the first answer that no question fits. */
export function checkFacts(sources: FactSources, given: GivenFacts | undefined): void {
  const known = knownFacts(sources);
  for (const [key, value] of Object.entries(given ?? {})) {
    const meant = known.filter((fact) => fact.key === key);
    if (meant.length === 0) throw unknownFact(key, known);
    const values = [...new Set(meant.flatMap((fact) => fact.values))];
    const isFine = values.length > 0 ? values.includes(value) : suits(meant[0]!.kind, value);
    if (!isFine)
      throw usageError('wrong_fact_value', {
        key,
        value: value.slice(0, 100),
        kind: values.length > 0 ? 'choice' : meant[0]!.kind,
        list: values.join(', '),
      });
  }
}

function unknownFact(key: string, known: readonly KnownFact[]): Error {
  const near = nearMatches(
    key,
    known.map((fact) => fact.key),
  );
  return usageError('unknown_fact', {
    key,
    hasNear: near.length > 0,
    near: near.join(', '),
    list: Object.keys(questions).join(', '),
  });
}
