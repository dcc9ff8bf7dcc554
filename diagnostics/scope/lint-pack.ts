/** Says exactly what is wrong with a pack, and where: `faultline provider lint FILE`. */
import { message, type Message } from '../model/message.ts';
import { mapJson, pointerOf, positionAt, type JsonMap, type Position } from './json-positions.ts';
import { contentProblems } from './lint-content.ts';
import type { FoundProblem } from './lint-references.ts';
import { shapeProblems } from './lint-schema.ts';
import { packSchema, type ProviderPack } from './pack-schema.ts';
import { completePack } from './complete-pack.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface PackProblem extends Partial<Position> {
  /** RFC 6901 pointer into the file; empty for the file as a whole. */
  readonly path: string;
  readonly key: Message['key'];
  readonly values: Message['values'];
}

export interface PackLint {
  readonly problems: readonly PackProblem[];
}

/** Larger than any policy; keeps a hostile file from costing memory. */
const MAX_CHARACTERS = 1_000_000;
/** Nobody reads more, and finding the line of each costs a walk over the file. */
const MAX_PROBLEMS = 200;

/** The place itself or, when it does not exist, the nearest thing around it. */
function placeOf(text: string, { offsets }: JsonMap, path: readonly PropertyKey[]): Partial<Position> {
  for (let length = path.length; length >= 0; length -= 1) {
    const offset = offsets.get(pointerOf(path.slice(0, length)));
    if (offset !== undefined) return positionAt(text, offset);
  }
  return {};
}

function packProblem(
  text: string,
  map: JsonMap,
  { path, message: { key, values } }: FoundProblem,
): PackProblem {
  return { path: pointerOf(path), key, values, ...placeOf(text, map, path) };
}

function syntaxProblem(text: string, offset: number): PackProblem {
  return { path: '', ...message('scope.lint.notJson'), ...positionAt(text, offset) };
}

export type ParsedPack =
  | { readonly ok: true; readonly pack: ProviderPack }
  | { readonly ok: false; readonly problems: readonly PackProblem[] };

function duplicateKeys(text: string, map: JsonMap): readonly PackProblem[] {
  return map.duplicates.slice(0, MAX_PROBLEMS).map((path) => {
    const offset = map.offsets.get(path);
    const name = path.slice(path.lastIndexOf('/') + 1);
    return {
      path,
      ...message('scope.lint.duplicateKey', { name }),
      ...(offset === undefined ? {} : positionAt(text, offset)),
    };
  });
}

/** Shape only: enough to use a pack whose content was linted before. */
export function parsePack(text: string): ParsedPack {
  if (text.length > MAX_CHARACTERS) {
    return {
      ok: false,
      problems: [{ path: '', ...message('scope.lint.tooLarge', { limit: MAX_CHARACTERS }) }],
    };
  }
  const map = mapJson(text);
  if (map.mistake !== null) return { ok: false, problems: [syntaxProblem(text, map.mistake)] };
  const result = packSchema.safeParse(JSON.parse(text), { reportInput: true });
  const duplicates = duplicateKeys(text, map);
  if (result.success && duplicates.length === 0) return { ok: true, pack: result.data };
  const shape = (result.error?.issues ?? [])
    .slice(0, MAX_PROBLEMS)
    .flatMap(shapeProblems)
    .slice(0, MAX_PROBLEMS);
  return { ok: false, problems: [...duplicates, ...shape.map((problem) => packProblem(text, map, problem))] };
}

/** Shape, references, hours and worked examples. */
export function lintPack(text: string, vocabulary: Vocabulary): PackLint {
  const parsed = parsePack(text);
  if (!parsed.ok) return { problems: parsed.problems };
  const map = mapJson(text);
  const problems = contentProblems(completePack(parsed.pack, vocabulary), vocabulary);
  return { problems: problems.slice(0, MAX_PROBLEMS).map((problem) => packProblem(text, map, problem)) };
}
