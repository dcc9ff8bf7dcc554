/** Drift between a check's file, the list, its level, its words and its test: forget one and the name of what is missing stands here. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checks } from '../diagnostics/checks/index.ts';
import { failureCodeSchema } from '../diagnostics/model/failure.ts';
import { languages } from '../diagnostics/model/vocabulary.ts';
import { observationKinds } from '../diagnostics/model/observation.ts';
import { rootCauses } from '../diagnostics/model/root-causes.ts';
import { findingNumbers } from '../diagnostics/report/phone-code-table.ts';
import { rules } from '../diagnostics/attribution/rules/index.ts';

const root = join(import.meta.dirname, '..');
const checksDir = join(root, 'diagnostics/checks');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const folders = readdirSync(checksDir, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** Files that define a check, by the factory that they call. */
const definitions = folders.flatMap((folder) =>
  readdirSync(join(checksDir, folder))
    .filter((file) =>
      /= (defineCheck|sessionCheck|portCheck|\w+Check)\(/.test(
        readFileSync(join(checksDir, folder, file), 'utf8').replace(/export const (\w+Check) = \(/g, ''),
      ),
    )
    .map((file) => ({ folder, id: file.replace(/\.ts$/, '') })),
);
const frames = new Set(['port-check', 'each-session']);
const defined = definitions.filter(({ id }) => !frames.has(id));

const texts = Object.fromEntries(
  languages.map((language) => [
    language,
    Object.assign(
      {},
      ...readdirSync(join(root, 'resources/locales'))
        .filter((file) => file.endsWith(`.${language}.json`))
        .map((file) => JSON.parse(read(`resources/locales/${file}`)) as object),
    ) as Record<string, string>,
  ]),
);
const levels = JSON.parse(read('resources/levels.json')) as Record<string, string>;

describe('the registry of checks', () => {
  it('holds at least 45 checks', () => {
    expect(checks.length).toBeGreaterThanOrEqual(45);
  });

  it('lists every file that defines a check, under the id that is its file name', () => {
    expect(checks.map(({ id }) => id).sort()).toEqual(defined.map(({ id }) => id).sort());
  });

  it('has each id once', () => {
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  });

  it.each(checks.map((check) => [check.id, check] as const))(
    '%s is levelled, worded, tested and needs known observations',
    (id, check) => {
      const { folder } = defined.find((each) => each.id === id)!;
      expect({
        level: levels[id] === undefined ? 'missing in resources/levels.json' : 'known',
        named: languages.filter((language) => texts[language]![`check.${id}.name`] === undefined),
        failedWorded: languages.filter(
          (language) => !Object.keys(texts[language]!).some((key) => key.startsWith(`check.${id}.failed`)),
        ),
        hasTest: existsSync(join(root, `test/diagnostics/checks/${folder}/${id}.test.ts`)),
        unknownNeeds: check.needs.filter((kind) => !observationKinds.includes(kind)),
      }).toEqual({ level: 'known', named: [], failedWorded: [], hasTest: true, unknownNeeds: [] });
    },
  );

  it('gives levels to existing checks and variants only', () => {
    const known = new Set(checks.map(({ id }) => id));
    expect(Object.keys(levels).filter((key) => !known.has(key.split('.')[0]!))).toEqual([]);
  });
});

describe('failure codes', () => {
  it.each(languages)('are all put in words in %s', (language) => {
    expect(
      failureCodeSchema.options.filter((code) => texts[language]![`evidence.failure.${code}`] === undefined),
    ).toEqual([]);
  });
});

describe('kinds of observation', () => {
  it.each(languages)('are all put in words in %s', (language) => {
    expect(observationKinds.filter((kind) => texts[language]![`report.kind.${kind}`] === undefined)).toEqual(
      [],
    );
  });
});

/** All that is written about rules: unit worlds by their helpers and titles, and the scenarios of the lab. */
const contents = (folder: string, ending: string): string =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith(ending))
    .map((file) => read(join(folder, file)))
    .join('\n');
const unitWorlds = contents('test/diagnostics/attribution/rules', '.test.ts');
const scenarios = contents('test/lab/scenarios', '.yaml');
const inScenario = (key: 'must' | 'mustNot', id: string): boolean =>
  new RegExp(`^rules: .*${key}: \\[[^\\]]*\\b${id}\\b`, 'm').test(scenarios) ||
  new RegExp(`^rules:\\n(?:  .*\\n)*?  ${key}: \\[[^\\]]*\\b${id}\\b`, 'm').test(scenarios);
const hasWorld = (id: string): boolean =>
  new RegExp(`fires\\(\\s*'${id}'|rule: '${id}'`).test(unitWorlds) || inScenario('must', id);
const hasTrap = (id: string): boolean =>
  new RegExp(`trap\\(\\s*'${id}'|'${id} (keeps silent|leaves|does not)`).test(unitWorlds) ||
  inScenario('mustNot', id);

describe('the rule catalogue', () => {
  it('has every rule of the catalogue, or says in the README what stands in its place', () => {
    const table =
      /\| rule \| what stands in its place \|\n([\s\S]*?)\n\n/.exec(read('diagnostics/README.md'))?.[1] ?? '';
    const named = [...table.matchAll(/^\| (R[\d, R]+) \|/gm)].flatMap((row) => row[1]!.split(', '));
    const catalogue = Array.from({ length: 92 }, (_, index) => `R${index + 1}`);
    const missing = catalogue.filter((id) => !rules.some((rule) => rule.id === id));
    expect(missing).toEqual(named);
  });

  it.each(rules.map(({ id }) => id))(
    '%s has a world in which it fires and a trap in which it does not',
    (id) => {
      expect({ world: hasWorld(id), trap: hasTrap(id) }).toEqual({ world: true, trap: true });
    },
  );

  it.each(rules.map(({ id, rootCause }) => `${id} ${rootCause}`))(
    '%s has a number for phone codes (phone-code-table.ts: the next free one)',
    (finding) => {
      expect(findingNumbers[finding]).toBeTypeOf('number');
    },
  );

  it('names known root causes only', () => {
    expect(rules.filter((rule) => rootCauses[rule.rootCause] === undefined)).toEqual([]);
  });
});
