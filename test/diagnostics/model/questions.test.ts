import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { observationSchema } from '../../../diagnostics/model/observation.ts';
import { questionIds, questions, type QuestionId } from '../../../diagnostics/model/questions.ts';
import { stated, withStatements } from '../../../diagnostics/model/view/statements.ts';
import { languages } from '../../../diagnostics/model/vocabulary.ts';
import { aFacts, anObservation, STARTED_AT } from '../../support/factories.ts';

const root = join(import.meta.dirname, '../../..');
const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));
const later = '2026-03-02T12:00:00.000Z';
const measured = anObservation('tcp', { endpoint: { address: '45.0.3.1', port: 443 } });
const said = (question: string, value: string) =>
  anObservation('statement', { id: `statement/${question}`, input: { question }, data: { value } });

describe('the questions', () => {
  it.each(languages)(
    'have a text, a way to answer and a word for each answer in %s, and no other words exist',
    (language) => {
      const texts = read(`resources/locales/questions.${language}.json`) as Record<string, string>;
      const wanted = questionIds.flatMap((id) => [
        `question.${id}.how`,
        `question.${id}.text`,
        ...questions[id].values.map((value) => `question.${id}.value.${value}`),
      ]);
      expect(Object.keys(texts).sort()).toEqual(wanted.sort());
      expect(questionIds.filter((id) => !texts[`question.${id}.how`]!.includes('{options}'))).toEqual([]);
    },
  );

  it('share no key with the facts of the support policies', () => {
    const { facts } = read('resources/providers/facts.json') as { facts: { key: string }[] };
    expect(facts.filter(({ key }) => Object.hasOwn(questions, key))).toEqual([]);
  });
});

describe('statements', () => {
  it('are observations that the model takes, and evidence that points at the answer', () => {
    const facts = aFacts({ request: { facts: { works_elsewhere: 'yes' } } });
    expect(facts.observations.map((each) => observationSchema.parse(each).id)).toEqual([
      'statement/works_elsewhere',
    ]);
    expect(stated(facts, 'works_elsewhere', 'yes')).toEqual([
      { observation: 'statement/works_elsewhere', pointer: '/data/value', excerpt: 'yes' },
    ]);
    expect(stated(facts, 'works_elsewhere', 'no')).toEqual([]);
    expect(stated(facts, 'old_device', 'yes', 'no')).toEqual([]);
  });

  it.each([
    ['a value that is none', { works_elsewhere: 'perhaps' }],
    ['a key that is no question', { 'dns.operated_by': 'other' }],
    ['a key that every object answers to', { constructor: 'yes' }],
  ])('are not made of %s', (_, given) => {
    expect(withStatements([measured], given, later)).toEqual([measured]);
  });

  it('count only when the request holds the answer, whatever a file says', () => {
    const forged = [said('works_elsewhere', 'yes'), said('made_up', 'yes'), measured];
    expect(withStatements(forged, {}, later)).toEqual([measured]);
    expect(withStatements(forged, { works_elsewhere: 'no' }, later)).toMatchObject([
      { data: { value: 'no' }, startedAt: later },
      { id: measured.id },
    ]);
  });

  it('keep their time when they are judged again', () => {
    const once = withStatements([measured], { old_device: 'no' }, STARTED_AT);
    expect(withStatements(once, { old_device: 'no' }, later)).toEqual(once);
  });

  it('never move the time of the measurement', () => {
    const facts = (id: QuestionId) =>
      aFacts({ observations: [measured, { ...said(id, 'yes'), startedAt: later }] });
    expect(facts('old_device').lastSeenAt).toBe(aFacts({ observations: [measured] }).lastSeenAt);
  });
});
