/** Bad bundles before every command that reads one: each ends in its own sentence, and nothing on the disk changes (issue 9, acceptance 2). */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTranslator } from '../../../diagnostics/index.ts';
import { loadCatalogues } from '../../../main/services/catalogues.ts';
import { requestFileText } from '../../../main/services/request-files.ts';
import { keepRequest } from '../../../main/services/request-store.ts';
import { findResources } from '../../../main/services/resource-paths.ts';
import { answerTo, asked, badBundles } from '../../support/bad-bundles.ts';
import { aCheckRequest } from '../../support/factories.ts';
import { sampleReport } from '../../diagnostics/report/sample-report.ts';
import { cli } from './test-cli.ts';

const t = createTranslator('en', await loadCatalogues(findResources()));

/** Every file below the folder with its content. */
function contentOf(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return Object.fromEntries(
    names.map((each) => {
      const path = join(each.parentPath, each.name);
      const content = readFileSync(path);
      return [path, `${content.length} ${content.subarray(0, 4_000).toString('base64')}`] as const;
    }),
  );
}

/** The agent’s computer: it made the request, and has a sound report of its own. */
async function desk(bytes: Uint8Array) {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-bad-'));
  const at = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  await keepRequest(folder, 'made', asked);
  return {
    folder,
    bad: at('bad.faultline', bytes),
    own: at('own.json', JSON.stringify(sampleReport({ id: 'own' }))),
    request: at('asked.faultline-request', requestFileText(asked)),
    save: join(folder, 'saved.faultline'),
    run: (args: readonly string[]) => cli(args, { env: { FAULTLINE_STATE: folder } }),
  };
}
type Desk = Awaited<ReturnType<typeof desk>>;

const commands: readonly (readonly [string, (desk: Desk) => readonly string[]])[] = [
  ['judge', ({ bad, save }) => ['judge', bad, '--save', save]],
  ['compare', ({ bad, own, save }) => ['compare', bad, own, '--save', save]],
  ['ticket', ({ bad, save }) => ['ticket', bad, '--output', save]],
  ['reply', ({ bad }) => ['reply', bad]],
  ['show', ({ bad }) => ['show', bad]],
];

describe.each(commands)('faultline %s', (name, args) => {
  it.each(badBundles.map((each) => [each.name, each] as const))('%s', async (_name, { bytes, key }) => {
    const here = await desk(await bytes());
    const before = contentOf(here.folder);
    const { code, stdout, stderr } = await here.run([...args(here), '--request', here.request]);
    expect(code).toBe(2);
    expect(stderr).toContain(beginning(key));
    // What is whole is shown, with what is wrong with it.
    expect(name === 'show' && key.startsWith('request.') ? '' : stdout).toBe('');
    expect(contentOf(here.folder)).toEqual(before);
  });
});

/** The sentence of a key up to its first value. */
function beginning(key: string): string {
  const marks = {
    file: '??',
    count: 1,
    max: 1,
    megabytes: 64,
    version: 7,
    known: 1,
    place: '??',
    reference: '??',
  };
  return t
    .text(key, marks)
    .split(/\?\?|1/u)[0]!
    .slice(0, 60)
    .trim();
}

describe('an edited answer to a request that was made here', () => {
  const bad = badBundles.filter(
    ({ key, isOnlyForRequest }) => key === 'request.binding.edited' && isOnlyForRequest !== true,
  );

  it.each(bad.map((each) => [each.name, each] as const))(
    '%s is noticed without naming the request',
    async (_name, { bytes }) => {
      const here = await desk(await bytes());
      const { code, stderr } = await here.run(['judge', here.bad]);
      expect(code).toBe(2);
      expect(stderr).toContain('was edited after it was made for the request');
    },
  );
});

describe('faultline show', () => {
  it.each(['en', 'fr', 'nl'])(
    'shows a sound answer whole: files, request, age, seat, both verdicts, what was taken out (%s)',
    async (language) => {
      const here = await desk(await answerTo(asked));
      const { code, stdout, stderr } = await here.run(['show', here.bad, '--lang', language]);
      expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
      const say = createTranslator(language as 'en', { ...(await loadCatalogues(findResources())) });
      for (const row of [
        'file',
        'request',
        'age',
        'seat',
        'then',
        'today',
        'differs',
        'redacted',
        'evidence',
      ])
        expect(stdout).toContain(say.text(`opened.row.${row}`));
      expect(stdout).toContain(say.text('request.binding.bound', { reference: 'T-1042' }).slice(0, 30));
      expect(stdout).toContain('report.json');
    },
  );

  it('says the same as JSON, and ends as the verdict does', async () => {
    const here = await desk(await answerTo(asked));
    const { code, stdout } = await here.run([
      'show',
      here.bad,
      '--request',
      here.request,
      '--format',
      'json',
    ]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      target: 'example.test',
      wasSealed: false,
      request: { state: 'bound', reference: 'T-1042' },
      verdictThen: { problems: [{ rule: 'R45' }] },
      verdictToday: { problems: [{ rule: 'R45' }] },
    });
  });

  it.each([
    [
      'a request that is not here',
      aCheckRequest({ reference: 'T-7' }),
      'Says that it was made for the request T-7',
    ],
    ['a request of tomorrow', asked, 'began before the request was made'],
  ])('an answer to %s', async (_name, request, words) => {
    const here = await desk(await answerTo(request));
    expect((await here.run(['show', here.bad])).stdout.replace(/\s+/gu, ' ')).toContain(words);
  });

  it('shows one measurement whole, and says when there is none', async () => {
    const here = await desk(await answerTo(asked));
    const [observation] = sampleReport().observations;
    const shown = await here.run(['show', here.bad, '--evidence', observation!.id]);
    expect(JSON.parse(shown.stdout)).toEqual(JSON.parse(JSON.stringify(observation)));
    expect(await here.run(['show', here.bad, '--evidence', 'nothing'])).toMatchObject({
      code: 2,
      stdout: '',
    });
  });
});
