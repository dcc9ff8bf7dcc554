import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resourcesRefusal } from '../../main/services/chosen-resources.ts';
import { findResources } from '../../main/services/resource-paths.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-start-'));
const withTexts = (name: string, file: string, content: string): string => {
  mkdirSync(join(folder, name, 'locales'), { recursive: true });
  writeFileSync(join(folder, name, 'locales', file), content);
  return join(folder, name);
};

const unusable = [
  ['a folder that is not there', join(folder, 'nowhere')],
  ['a folder without texts', withTexts('empty', 'readme.txt', 'x')],
  ['texts that cannot be read', withTexts('broken', 'app.en.json', '{')],
  ['texts of another part alone', withTexts('partial', 'cli.en.json', '{}')],
] as const;

describe('resources that the person chose', () => {
  it.each([
    ['en', 'no usable resources'],
    ['fr', 'aucune ressource utilisable'],
    ['nl', 'geen bruikbare bronbestanden'],
  ] as const)(
    'are refused in one sentence, by their path, where they cannot be used: %s',
    async (language, words) => {
      for (const [, path] of unusable) {
        const said = await resourcesRefusal({ FAULTLINE_RESOURCES: path }, language);
        expect(said).toContain(words);
        expect(said).toContain(path);
      }
    },
  );

  it('are named without what could steer a terminal', async () => {
    expect(await resourcesRefusal({ FAULTLINE_RESOURCES: '/no\u001B[31mwhere' }, 'en')).toContain(
      '/no?[31mwhere',
    );
  });

  it('are taken where they can, and none need be chosen', async () => {
    const own = findResources({});
    expect([
      await resourcesRefusal({ FAULTLINE_RESOURCES: own }, 'nl'),
      await resourcesRefusal({ FAULTLINE_RESOURCES: '' }, 'nl'),
      await resourcesRefusal({}, 'nl'),
    ]).toEqual([null, null, null]);
  });
});

/** A whole process of its own: a busy machine takes seconds for its start. */
const START_MS = 60_000;

describe('npm start', () => {
  it.each(unusable)(
    'ends with exit code 2 and one sentence: %s',
    { timeout: START_MS },
    async (_story, path) => {
      const ended = await new Promise((resolve) => {
        const env = { ...process.env, FAULTLINE_RESOURCES: path, LC_ALL: 'C' };
        execFile(process.execPath, ['main/start.ts'], { env }, (error, stdout, stderr) =>
          resolve({ code: error?.code, stdout, lines: stderr.trim().split('\n') }),
        );
      });
      expect(ended).toEqual({ code: 2, stdout: '', lines: [expect.stringContaining(path) as string] });
    },
  );
});
