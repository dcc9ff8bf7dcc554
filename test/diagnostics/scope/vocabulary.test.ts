import { expect, test } from 'vitest';
import { rootCauses } from '../../../diagnostics/model/root-causes.ts';
import { languages } from '../../../diagnostics/model/vocabulary.ts';
import { isKnownTopic, topicNamed } from '../../../diagnostics/scope/index.ts';
import { library, packOf } from './library.ts';

const { topics, facts } = library.vocabulary;

test('topics and facts are unique and have a name in every language', () => {
  const ids = topics.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(facts.map(({ key }) => key)).size).toBe(facts.length);
  const texts = [...topics.map(({ name }) => name), ...facts.map(({ question }) => question)];
  expect(texts.filter((text) => languages.some((language) => text[language].trim() === ''))).toEqual([]);
});

test('a topic has one id and perhaps other names, none of them twice', () => {
  const names = topics.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
  expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
  expect(
    topics.flatMap(({ aliases = [] }) => aliases.filter((name) => isKnownTopic(library.vocabulary, name))),
  ).toEqual([]);
});

test.each([
  ['server.firewall', 'server.firewall'],
  ['training', 'training'],
  ['vps.firewall', 'server.firewall'],
  ['vps', null],
  ['', null],
])('the topic that “%s” names is %s', (given, topic) => {
  expect(topicNamed(library.vocabulary, given)).toBe(topic);
});

test('the topic of every root cause exists', () => {
  const unknown = Object.entries(rootCauses).filter(
    ([, { topic }]) => !isKnownTopic(library.vocabulary, topic),
  );
  expect(unknown).toEqual([]);
});

test('a choice has choices, anything else has none', () => {
  const asksWithoutChoices = new Set(['product', 'tier', 'topic']); // their choices come from the pack
  const wrong = facts.filter(
    ({ key, kind, values }) => (kind === 'choice') !== (values.length > 1 || asksWithoutChoices.has(key)),
  );
  expect(wrong).toEqual([]);
});

test('every shared fact is used by some pack', () => {
  const used = new Set(['product', 'tier', 'topic', 'fault.domain', 'order.paid_work']);
  for (const { rules, priorities, sla } of library.packs) {
    for (const { when } of [...rules, ...priorities]) for (const { fact } of when ?? []) used.add(fact);
    for (const one of sla) for (const key of Object.values(one.facts)) used.add(key);
  }
  expect(facts.map(({ key }) => key).filter((key) => !used.has(key))).toEqual([]);
});

test('a loaded pack carries the facts that it asks for', () => {
  expect(packOf('haisoft').facts.find(({ key }) => key === 'outage.minutes')?.kind).toBe('number');
});
