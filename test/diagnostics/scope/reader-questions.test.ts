/**
 * Questions that a careful reader of the five documents wrote without looking at the packs, with the answers that the
 * documents give. One line each in `test/fixtures/policy-questions`:
 *
 *   product/tier | topic | facts | decision | section | who acts | more
 *
 * `-` stands for no product; `;` separates answers that a reader would accept; `more` is `at=` (time of asking), `due=`,
 * `priority` as `prio=`, `channel=`, `cost=`, `credit=` (per cent), `amount=` and `missing=` (a fact that has to be asked).
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { ScopeDecision } from '../../../diagnostics/model/scope.ts';
import { topicNamed } from '../../../diagnostics/scope/index.ts';
import { ask, library, policyQuestionsDirectory } from './library.ts';

const pairs = (text: string, separator: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text
      .split(separator)
      .filter((part) => part !== '')
      .map((part) => part.split('=', 2) as [string, string]),
  );

const costText = ({ cost }: ScopeDecision): string =>
  cost === null ? 'none' : `${cost.amount ?? ''}${cost.currency ?? ''}`;

/** What the decision says of each thing that `more` can expect. */
const answered = (decision: ScopeDecision): Readonly<Record<string, string>> => ({
  due: String(decision.firstAnswerDue),
  prio: String(decision.priority),
  channel: String(decision.channel?.id),
  cost: costText(decision),
  credit: String(decision.slaCredit?.percent),
  amount: String(decision.slaCredit?.amount),
});

const oneOf = (accepted: string, answer: string): boolean =>
  accepted === '' ||
  accepted
    .toLowerCase()
    .split(';')
    .some((one) => one.trim() === answer.toLowerCase());

/** What the engine answers otherwise than the reader; empty when they agree. */
function disagreements(provider: string, line: string): readonly string[] {
  const [place = '', topic = '', facts = '', decision = '', section = '', responsible = '', more = ''] = line
    .split('|')
    .map((part) => part.trim());
  const [product = null, tier = null] = place === '-' ? [] : place.split('/');
  const { at = '2026-11-18T10:00:00Z', missing, ...expected } = pairs(more, ' ');
  const id = topicNamed(library.vocabulary, topic);
  if (id === null) return [`${topic} is no topic`];
  const decided = ask(provider, id, { product, tier, facts: pairs(facts, ','), at });
  const asked = decided.missingFacts.filter(({ affects }) => affects === 'decision').map(({ key }) => key);
  const answer = answered(decided);
  const isSilent = decided.decision === 'unmentioned';
  return [
    ...(oneOf(decision, decided.decision) ? [] : [decided.decision]),
    ...(isSilent || oneOf(section, decided.clause?.section ?? '') ? [] : [decided.clause?.section ?? '']),
    ...(oneOf(responsible, decided.responsible) ? [] : [decided.responsible]),
    ...(missing === undefined ? asked.map((key) => `asks ${key}`) : []),
    ...(missing === undefined || decided.missingFacts.some(({ key }) => key === missing)
      ? []
      : [`does not ask ${missing}`]),
    ...Object.entries(expected).flatMap(([key, value]) =>
      answer[key] === value ? [] : [`${key}=${answer[key]}`],
    ),
  ];
}

test.each([
  ['astral-internet-canada', 355],
  ['clarkconnect', 73],
  ['haisoft', 83],
  ['kenotronix', 208],
  ['webcanyon', 80],
])('%s: all %i questions', async (provider, count) => {
  const text = await readFile(path.join(policyQuestionsDirectory, `${provider}.txt`), 'utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const wrong = lines.map((line) => ({ line, got: disagreements(provider, line) }));
  expect({ count: lines.length, wrong: wrong.filter(({ got }) => got.length > 0) }).toEqual({
    count,
    wrong: [],
  });
});
