/** Answers of the person as observations, and as evidence for rules. */
import type { Evidence } from '../message.ts';
import type { Observation, ObservationOf } from '../observation.ts';
import { isAnswer, questionIds, questions, type AnswerTo, type QuestionId } from '../questions.ts';
import type { Request } from '../target.ts';
import type { Facts } from './facts.ts';
import { pointAt } from './pointing.ts';

const PREFIX = 'statement/';
const idOf = (question: QuestionId): string => `${PREFIX}${question}`;

const statement = (question: QuestionId, value: string, at: string): ObservationOf<'statement'> => ({
  id: idOf(question),
  kind: 'statement',
  endpoint: {},
  control: questions[question].control,
  attempt: 1,
  startedAt: at,
  durationMs: 0,
  input: { question },
  data: { value },
});

/**
 * The observations with one statement for each answer of the request, and no other: what a file calls a statement counts only when the
 * request holds the answer. A statement that was there already keeps its time; a new one is given the time `at` (RFC 3339).
 */
export function withStatements(
  observations: readonly Observation[],
  given: Request['facts'],
  at: string,
): readonly Observation[] {
  const measured = observations.filter((each) => each.kind !== 'statement');
  const earlier = new Map(
    observations.flatMap((each) => (each.kind === 'statement' ? [[each.id, each] as const] : [])),
  );
  const statements = questionIds.flatMap((question): readonly Observation[] => {
    const value = Object.hasOwn(given, question) ? given[question] : undefined;
    if (value === undefined || !isAnswer(question, value)) return [];
    const known = earlier.get(idOf(question));
    return [statement(question, value, known?.data.value === value ? known.startedAt : at)];
  });
  return [...statements, ...measured];
}

/** The person gave one of these answers. */
export const stated = <Q extends QuestionId>(
  facts: Facts,
  question: Q,
  ...values: readonly AnswerTo<Q>[]
): readonly Evidence[] =>
  facts
    .jobs('statement')
    .filter(
      ({ key, best }) => key === idOf(question) && (values as readonly string[]).includes(best.data.value),
    )
    .map(({ best }) => pointAt(best, '/data/value'));

/** The question has an answer, whichever. */
export const isAnswered = (facts: Facts, question: QuestionId): boolean =>
  facts.job('statement', idOf(question)) !== undefined;

/** The evidence is the person’s word and nothing that was measured. */
export const isStatement = ({ observation }: Pick<Evidence, 'observation'>): boolean =>
  observation.startsWith(PREFIX);
