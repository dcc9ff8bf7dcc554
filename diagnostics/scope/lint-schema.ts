/** What zod found wrong with the shape of a pack, as exact messages. */
import type { z } from 'zod';
import { message, type Message } from '../model/message.ts';

export interface ShapeProblem {
  readonly path: readonly PropertyKey[];
  readonly message: Message;
}

type Issue = z.core.$ZodIssue;

const at = (issue: Issue, key: string, values: Message['values'] = {}): ShapeProblem => ({
  path: issue.path,
  message: message(`scope.lint.${key}`, values),
});

function sizeProblem(issue: Issue & { code: 'too_small' | 'too_big' }): ShapeProblem {
  const limit = Number(issue.code === 'too_small' ? issue.minimum : issue.maximum);
  if (issue.origin === 'string' && issue.code === 'too_small' && limit === 1) return at(issue, 'empty');
  const kind = issue.origin === 'string' ? 'Length' : 'Value';
  return at(issue, `${issue.code === 'too_small' ? 'minimum' : 'maximum'}${kind}`, { limit });
}

const missing = (issue: Issue): boolean => issue.code === 'invalid_type' && issue.input === undefined;

function typeProblem(issue: Issue & { code: 'invalid_type' }): ShapeProblem {
  return missing(issue) ? at(issue, 'missing') : at(issue, 'wrongType', { expected: issue.expected });
}

/** Of the branches of a union, the one that got furthest says most. */
function unionProblems(issue: Issue & { code: 'invalid_union' }): readonly ShapeProblem[] {
  const branches = issue.errors.toSorted((a, b) => depth(b) - depth(a));
  const inner = branches[0] ?? [];
  if (inner.length === 0) return [at(issue, 'notAllowed')];
  return inner.flatMap((one) => shapeProblems({ ...one, path: [...issue.path, ...one.path] }));
}

const depth = (issues: readonly Issue[]): number => Math.max(0, ...issues.map(({ path }) => path.length));

/** One zod issue can hold several mistakes: three unknown keys are three problems. */
export function shapeProblems(issue: Issue): readonly ShapeProblem[] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...issue.path, key],
        message: message('scope.lint.unknownKey', { key }),
      }));
    case 'invalid_type':
      return [typeProblem(issue)];
    case 'invalid_value':
      return [
        issue.input === undefined
          ? at(issue, 'missing')
          : at(issue, 'notOneOf', { allowed: issue.values.map(String).join(', ') }),
      ];
    case 'too_small':
    case 'too_big':
      return [sizeProblem(issue)];
    case 'invalid_format':
      return [at(issue, 'badFormat', { format: issue.format === 'regex' ? issue.message : issue.format })];
    case 'invalid_union':
      return unionProblems(issue);
    case 'invalid_key':
      return [at(issue, 'badKey')];
    default:
      return [at(issue, 'notAllowed')];
  }
}
