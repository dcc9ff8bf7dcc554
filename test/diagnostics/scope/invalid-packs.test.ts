import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { decideScope, lintPack, type PackProblem } from '../../../diagnostics/scope/index.ts';
import { fixturesDirectory, library, packOf } from './library.ts';
import { processorMs } from '../../support/processor-time.ts';

type Values = PackProblem['values'];
type Row = readonly [file: string, path: string, line: number, column: number, key: string, values?: Values];

/** One mistake a file, with the exact place and message that it leads to. */
const rows: readonly Row[] = [
  ['invalid-address-range', '/identity/addressRanges/0', 20, 7, 'badFormat', { format: 'cidrv4' }],
  ['invalid-channel', '/rules/1/channel', 219, 18, 'unknownChannel', { name: 'phone' }],
  ['invalid-cost', '/rules/1/cost', 218, 15, 'unknownCost', { name: 'day' }],
  [
    'invalid-decision',
    '/rules/0/decision',
    191,
    19,
    'notOneOf',
    { allowed: 'supported, conditional, billable, not_supported, unmentioned' },
  ],
  ['invalid-duplicate-id', '/rules/1/id', 200, 13, 'duplicateId', { name: 'own-certificate' }],
  ['invalid-duplicate-key', '/name', 5, 11, 'duplicateKey', { name: 'name' }],
  ['invalid-empty-text', '/rules/0/text/fr', 195, 15, 'empty'],
  [
    'invalid-example',
    '/examples/0/expect/decision',
    246,
    21,
    'exampleFailed',
    { name: 'Own certificate', expected: '"billable"', actual: '"supported"' },
  ],
  [
    'invalid-fact-value',
    '/rules/0/when/0/equals',
    188,
    21,
    'unknownValue',
    { name: 'us', fact: 'certificate.bought_from', allowed: 'provider, other' },
  ],
  ['invalid-fact', '/rules/0/when/0/fact', 187, 19, 'unknownFact', { name: 'certificate.origin' }],
  ['invalid-holiday-calendar', '/hours/0/holidays/0', 104, 9, 'notOneOf', { allowed: 'CA, CA-ON, BE, FR' }],
  ['invalid-host-pattern', '/identity/nameServers/0', 17, 7, 'badFormat', { format: 'host' }],
  ['invalid-hours-reference', '/priorities/0/response/hours', 135, 18, 'unknownHours', { name: 'always' }],
  ['invalid-id-format', '/id', 3, 9, 'badFormat', { format: 'id' }],
  ['invalid-json', '', 140, 11, 'notJson'],
  ['invalid-last-rule', '/rules/2', 221, 5, 'lastRule'],
  ['invalid-missing-field', '/readingRule', 1, 1, 'missing'],
  ['invalid-missing-language', '/rules/0/text/nl', 193, 15, 'missing'],
  ['invalid-no-source', '/identity/sources', 42, 16, 'noSource'],
  ['invalid-opening', '/hours/0/weekly/0', 91, 9, 'badInterval', { from: '09:00', to: '08:00' }],
  ['invalid-port', '/identity/ports/0/port', 35, 17, 'maximumValue', { limit: 65535 }],
  ['invalid-priority-channel', '/priorities/0/channels/0', 138, 9, 'unknownChannel', { name: 'fax' }],
  ['invalid-priority', '/rules/1/priority', 220, 19, 'unknownPriority', { name: 'high' }],
  ['invalid-product', '/rules/0/products/0', 199, 9, 'unknownProduct', { name: 'hostin' }],
  ['invalid-recipient', '/reportRecipient', 5, 22, 'badFormat', { format: 'recipient' }],
  ['invalid-root-cause', '/rules/0/rootCauses/0', 199, 9, 'unknownRootCause', { name: 'dns.broken' }],
  ['invalid-schema-version', '/schemaVersion', 2, 20, 'notOneOf', { allowed: '1' }],
  ['invalid-sla', '/rules/1/sla', 220, 14, 'unknownSla', { name: 'network' }],
  ['invalid-tier', '/rules/0/tiers/0', 199, 9, 'unknownTier', { name: 'premium' }],
  ['invalid-time-zone', '/hours/0/timeZone', 89, 19, 'unknownZone', { name: 'Europe/Brussel' }],
  ['invalid-topic', '/rules/0/topics/0', 183, 9, 'unknownTopic', { name: 'tls.certificat' }],
  ['invalid-two-operators', '/rules/0/when/0', 186, 9, 'oneOperator'],
  ['invalid-unknown-key', '/suport', 251, 13, 'unknownKey', { key: 'suport' }],
  ['invalid-unknown-rule-key', '/rules/0/topic', 198, 16, 'unknownKey', { key: 'topic' }],
  ['invalid-wrong-type', '/rules/0/topics', 182, 17, 'wrongType', { expected: 'array' }],
];

const lint = async (file: string) =>
  lintPack(await readFile(path.join(fixturesDirectory, `${file}.json`), 'utf8'), library.vocabulary).problems;

test.each(rows.map((row) => ({ name: row[0], row })))('$name', async ({ row }) => {
  const [file, place, line, column, key, values = {}] = row;
  expect(await lint(file)).toEqual([{ path: place, key: `scope.lint.${key}`, values, line, column }]);
});

test('the pack that the mistakes were made in has none', async () => {
  expect(await lint('valid-minimal')).toEqual([]);
});

test('every fixture is tested', async () => {
  const files = (await readdir(fixturesDirectory)).map((name) => path.basename(name, '.json'));
  expect(files.filter((name) => name.startsWith('invalid-')).sort()).toEqual(
    rows.map(([file]) => file).sort(),
  );
});

test.each([
  '',
  'null',
  '[]',
  '{"__proto__": 1}',
  '['.repeat(5000),
  '{"a":'.repeat(5000),
  '\u0000',
  '"\ud800"',
])('a hostile text gets problems, never an exception: %j', (text) => {
  expect(lintPack(text, library.vocabulary).problems.length).toBeGreaterThan(0);
});

test('a text that is too long is refused unread', () => {
  expect(lintPack(' '.repeat(1_000_001), library.vocabulary).problems).toEqual([
    { path: '', key: 'scope.lint.tooLarge', values: { limit: 1_000_000 } },
  ]);
});

test('a text with no end of mistakes is answered soon, with the first of them', () => {
  const text = `{"rules": [${'0,'.repeat(100_000)}0]}`;
  const lint = () => expect(lintPack(text, library.vocabulary).problems).toHaveLength(200);
  expect(processorMs(lint)).toBeLessThan(5000);
});

test('a pack with thousands of rules that all wait for one fact is decided soon', () => {
  const [rule] = packOf('haisoft').rules;
  const rules = Array.from({ length: 3000 }, (_item, index) => ({
    ...rule!,
    id: `rule-${index}`,
    topics: ['*'],
    when: [{ fact: 'some.number', atLeast: index }],
  }));
  const pack = { ...packOf('haisoft'), rules };
  const at = '2026-01-15T12:00:00Z';
  const decide = () => decideScope({ pack, product: null, tier: null, topic: 'tls', facts: {}, at });
  expect(processorMs(decide)).toBeLessThan(2000);
});

test('an id that every object answers to is no cost and no section', () => {
  const [product] = packOf('kenotronix').products;
  const rule = { ...packOf('haisoft').rules[0]!, topics: ['*'], cost: 'constructor', sectionByTier: {} };
  const { when: _when, products: _products, tiers: _tiers, faultDomains: _domains, ...plain } = rule;
  const tiers = [{ id: 'constructor', name: product!.name }];
  const pack = { ...packOf('haisoft'), rules: [plain], products: [{ ...product!, tiers }] };
  const at = '2026-01-15T12:00:00Z';
  const decision = decideScope({
    pack,
    product: null,
    tier: 'constructor',
    topic: 'tls',
    facts: {},
    at,
  });
  expect(decision).toMatchObject({ cost: null, clause: { section: plain.section } });
});
