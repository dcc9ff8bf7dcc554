import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { lintPack, packJsonSchema } from '../../../diagnostics/scope/index.ts';
import { library, packOf, policyItemsDirectory, providersDirectory, readJson } from './library.ts';
import { decidesSomething } from './reachable-rules.ts';

const ids = ['astral-internet-canada', 'clarkconnect', 'haisoft', 'kenotronix', 'webcanyon'];

test('all five packs load without a problem, each named by its id', () => {
  expect({ ids: library.packs.map(({ id }) => id), problems: library.problems }).toEqual({
    ids,
    problems: [],
  });
});

/** Every section that some part of a value cites. */
function sectionsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(sectionsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    if (key === 'section') return [String(part)];
    if (key === 'alsoSections') return part as string[];
    if (key === 'sectionByTier') return Object.values(part as Record<string, string>);
    return sectionsIn(part);
  });
}

interface PolicyItems {
  /** Every section, item, footnote and heading of the document, in its order. */
  readonly items: readonly string[];
}

describe.each(ids)('%s', (id) => {
  test('has no lint problem: shape, languages, topics, facts, references, hours and worked examples', async () => {
    const text = await readFile(path.join(providersDirectory, `${id}.json`), 'utf8');
    expect(lintPack(text, library.vocabulary).problems).toEqual([]);
  });

  test('has at least eight worked examples', () => {
    expect(packOf(id).examples.length).toBeGreaterThanOrEqual(8);
  });

  test('cites every section and item of its document, and none that does not exist', async () => {
    const { items } = (await readJson(path.join(policyItemsDirectory, `${id}.json`))) as PolicyItems;
    const { rules, examples: _, ...rest } = packOf(id);
    const [decided = new Set<string>(), cited = new Set<string>()] = [rules, { rules, rest }].map(
      (part) => new Set<string>(sectionsIn(part).map((name) => name.toLowerCase())),
    );
    const all = new Set(items.map((name) => name.toLowerCase()));
    expect({
      notDecided: items.filter((name) => !decided.has(name.toLowerCase())),
      invented: [...cited].filter((name) => !all.has(name)),
    }).toEqual({ notDecided: [], invented: [] });
  });

  test('no rule is hidden behind others: each one decides at least one question', () => {
    const pack = packOf(id);
    expect(pack.rules.filter((rule) => !decidesSomething(pack, rule)).map((rule) => rule.id)).toEqual([]);
  });
});

test('Dutch texts address the reader with “u”', async () => {
  const files = (await readdir(providersDirectory)).filter((name) => name.endsWith('.json'));
  const texts = await Promise.all(files.map((name) => readFile(path.join(providersDirectory, name), 'utf8')));
  const dutch = texts.flatMap((text) => [...text.matchAll(/"nl": "(.*)"/gu)].map(([, words = '']) => words));
  expect(dutch.length).toBeGreaterThan(500);
  expect(dutch.filter((words) => /\b(?:je|jij|jou|jouw|jullie)\b/iu.test(words))).toEqual([]);
});

test('no platform fact stands in two packs', () => {
  const facts = library.packs.flatMap(({ identity }) => [
    ...identity.nameServers,
    ...identity.addressRanges,
    ...identity.hostNames,
    ...identity.mailHosts,
  ]);
  expect(new Set(facts).size).toBe(facts.length);
});

test('the folder holds nothing but packs, vocabulary and the guide', async () => {
  const files = (await readdir(providersDirectory)).sort();
  expect(files).toEqual([...ids.map((id) => `${id}.json`), 'README.md', 'facts.json', 'topics.json'].sort());
});

test('the JSON Schema is 2020-12 and refuses unknown keys', () => {
  expect(packJsonSchema()).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Faultline provider pack',
    additionalProperties: false,
  });
});
