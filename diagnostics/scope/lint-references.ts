/** Names inside a pack that point at something: each has to exist. */
import { message, type Message } from '../model/message.ts';
import { rootCauses } from '../model/root-causes.ts';
import { operatorOf } from './conditions.ts';
import type { Scoped } from './match-rule.ts';
import { operators, type Condition } from './pack-parts.ts';
import type { ProviderPack } from './pack-schema.ts';
import { isKnownTopic, type Vocabulary } from './vocabulary.ts';

export interface FoundProblem {
  readonly path: readonly PropertyKey[];
  readonly message: Message;
}

type Path = readonly PropertyKey[];
const found = (path: Path, key: string, values: Message['values'] = {}): FoundProblem => ({
  path,
  message: message(`scope.lint.${key}`, values),
});

/** One kind of name: where it is used, and what exists. */
function unknownNames(
  path: Path,
  names: readonly string[] | undefined,
  known: (name: string) => boolean,
  kind: string,
): FoundProblem[] {
  return (names ?? []).flatMap((name, index) =>
    known(name) ? [] : [found([...path, index], `unknown${kind}`, { name })],
  );
}

function conditionProblems(
  path: Path,
  condition: Condition,
  pack: ProviderPack,
  vocabulary: Vocabulary,
): FoundProblem[] {
  if (operators.filter((operator) => condition[operator] !== undefined).length !== 1)
    return [found(path, 'oneOperator')];
  const fact = [...pack.facts, ...vocabulary.facts].find(({ key }) => key === condition.fact);
  if (fact === undefined) return [found([...path, 'fact'], 'unknownFact', { name: condition.fact })];
  const operator = operatorOf(condition);
  if (operator === undefined || fact.kind !== 'choice') return [];
  const values = [condition[operator]].flat();
  return values
    .filter((value) => !fact.values.includes(String(value)))
    .map((value) =>
      found([...path, operator], 'unknownValue', {
        name: String(value),
        fact: fact.key,
        allowed: fact.values.join(', '),
      }),
    );
}

export function scopedProblems(
  path: Path,
  scoped: Scoped,
  pack: ProviderPack,
  vocabulary: Vocabulary,
): FoundProblem[] {
  const products = new Set(pack.products.map(({ id }) => id));
  const tiers = new Set(pack.products.flatMap((product) => product.tiers.map(({ id }) => id)));
  return [
    ...unknownNames(
      [...path, 'topics'],
      scoped.topics,
      (id) => id === '*' || isKnownTopic(vocabulary, id),
      'Topic',
    ),
    ...unknownNames(
      [...path, 'rootCauses'],
      scoped.rootCauses,
      (id) => Object.hasOwn(rootCauses, id),
      'RootCause',
    ),
    ...unknownNames([...path, 'products'], scoped.products, (id) => products.has(id), 'Product'),
    ...unknownNames([...path, 'tiers'], scoped.tiers, (id) => tiers.has(id), 'Tier'),
    ...(scoped.when ?? []).flatMap((condition, index) =>
      conditionProblems([...path, 'when', index], condition, pack, vocabulary),
    ),
  ];
}

/** A reference by id from one part of the pack to another. */
export function idProblem(
  path: Path,
  id: string | null | undefined,
  ids: readonly string[],
  kind: string,
): FoundProblem[] {
  return id === null || id === undefined || ids.includes(id)
    ? []
    : [found(path, `unknown${kind}`, { name: id })];
}

export function duplicateIds(path: Path, ids: readonly string[]): FoundProblem[] {
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index ? [found([...path, index, 'id'], 'duplicateId', { name: id })] : [],
  );
}
