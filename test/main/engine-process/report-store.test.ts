import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  createPrivateNames,
  createRedactor,
  createTranslator,
  localContext,
} from '../../../diagnostics/index.ts';
import { createReportStore } from '../../../main/engine-process/report-store.ts';
import { historyFileIn, openHistory, type History } from '../../../main/services/history/open-history.ts';
import { loadCatalogues } from '../../../main/services/catalogues.ts';
import { findResources } from '../../../main/services/resource-paths.ts';
import { loadPrivateMap, savePrivateMap } from '../../../main/services/private-map.ts';
import { openReportFile } from '../../../main/services/report-files.ts';
import { accepted } from '../../../main/services/said-error.ts';
import { sampleReport } from '../../diagnostics/report/sample-report.ts';
import { freshFolder, testEngine } from './test-engine.ts';

const options = { t: createTranslator('en', await loadCatalogues(findResources())), packs: [] };
const reportOf = (id: string, startedAt: string) => sampleReport({ id, startedAt });
const ids = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const;

const historyIn = (folder: string): History => openHistory(historyFileIn(folder), () => undefined);
const storeIn = (folder: string) => createReportStore(folder, historyIn(folder));

const opened = async (path: string) => accepted(await openReportFile(path));

describe('the store', () => {
  it('lists the newest first and reads back what was put in', async () => {
    const store = storeIn(freshFolder());
    const old = await store.add(reportOf(ids[0], '2026-11-20T10:00:00.000Z'), 'own', options);
    const young = await store.add(reportOf(ids[1], '2026-11-21T10:00:00.000Z'), 'demo', options);
    expect((await store.list()).map(({ id, origin }) => [id, origin])).toEqual([
      [young, 'demo'],
      [old, 'own'],
    ]);
    expect((await store.read(old)).report.id).toBe(ids[0]);
  });

  it.each([
    ['../../etc/passwd'],
    ['own-../../x'],
    ['own-1111/../../..'],
    ['own-11111111.faultline'],
    ['OWN-11111111'],
    ['other-11111111'],
    [''],
    ['__proto__'],
  ])('knows no report %j, and touches no file for it', async (id) => {
    const folder = freshFolder();
    const store = storeIn(folder);
    const message = 'app.error.unknown_report';
    await expect(store.read(id)).rejects.toThrow(message);
    await expect(store.remove(id)).rejects.toThrow(message);
    await expect(store.setFacts(id, {})).rejects.toThrow(message);
    expect(existsSync(join(folder, 'reports')) ? readdirSync(join(folder, 'reports')) : []).toEqual([]);
  });

  it('forgets what the pseudonyms of a report stand for together with it', async () => {
    const folder = freshFolder();
    const env = { FAULTLINE_STATE: folder };
    const store = storeIn(folder);
    const kept = await Promise.all(
      ['2026-11-20T10:00:00.000Z', '2026-10-20T10:00:00.000Z', '2026-11-21T10:00:00.000Z'].map(
        async (startedAt, index) => {
          const report = reportOf(`${index}1111111-1111-4111-8111-111111111111`, startedAt);
          const names = createPrivateNames();
          createRedactor({ ...localContext(), names }).redact({ text: 'ann@example.org' }, '');
          await savePrivateMap(env, report.id, names);
          return { id: await store.add(report, 'own', options), report: report.id };
        },
      ),
    );
    const known = async () =>
      Promise.all(kept.map(async ({ report }) => Object.keys(await loadPrivateMap(env, report)).length));
    expect(await known()).toEqual([1, 1, 1]);
    await store.remove(kept[0]!.id);
    await store.removeBefore('2026-11-01T00:00:00.000Z');
    expect(await known()).toEqual([0, 0, 1]);
  });

  it('gives a made-up id of a report a plain name of ours', async () => {
    const folder = freshFolder();
    const id = await storeIn(folder).add(sampleReport({ id: '../../evil' }), 'own', options);
    expect(id).toMatch(/^own-[0-9a-f]{40}$/u);
    expect(readdirSync(join(folder, 'reports'))).toEqual([`${id}.faultline`]);
  });

  it('deletes one, and all, and leaves what is not its own', async () => {
    const folder = freshFolder();
    const store = storeIn(folder);
    const first = await store.add(reportOf(ids[0], '2026-11-20T10:00:00.000Z'), 'own', options);
    await store.add(reportOf(ids[1], '2026-11-21T10:00:00.000Z'), 'own', options);
    writeFileSync(join(folder, 'reports', 'holiday.jpg'), '');
    await store.remove(first);
    expect((await store.size()).reports).toBe(1);
    await store.clear();
    expect(existsSync(historyFileIn(folder))).toBe(false);
    expect(await store.size()).toEqual({ reports: 0, bytes: 0 });
    expect(readdirSync(join(folder, 'reports'))).toEqual(['holiday.jpg']);
  });

  it('leaves out a file that cannot be read, without deleting it', async () => {
    const folder = freshFolder();
    mkdirSync(join(folder, 'reports'));
    writeFileSync(join(folder, 'reports', `own-${ids[0]}.faultline`), 'not a zip');
    expect(await storeIn(folder).list()).toEqual([]);
    expect(readdirSync(join(folder, 'reports'))).toHaveLength(1);
  });

  it('makes the list again from the files when the history was lost, and the history too', async () => {
    const folder = freshFolder();
    const id = await storeIn(folder).add(reportOf(ids[0], '2026-11-20T10:00:00.000Z'), 'own', options);
    rmSync(historyFileIn(folder));
    expect((await storeIn(folder).list()).map((entry) => entry.id)).toEqual([id]);
    await expect
      .poll(async () => (await historyIn(folder).latest()).map(({ run }) => run.summary.report))
      .toEqual([ids[0]]);
  });

  it('makes the list again when the history was damaged, and keeps what was damaged', async () => {
    const folder = freshFolder();
    const id = await storeIn(folder).add(reportOf(ids[0], '2026-11-20T10:00:00.000Z'), 'own', options);
    writeFileSync(historyFileIn(folder), 'not a database'.repeat(500));
    expect((await storeIn(folder).list()).map((entry) => entry.id)).toEqual([id]);
    expect(readdirSync(folder).some((name) => name.startsWith('history.db.damaged-'))).toBe(true);
  });

  describe('the list of an earlier version, in a file of its own', () => {
    const earlier = async (content: (entry: unknown) => string) => {
      const folder = freshFolder();
      const store = storeIn(folder);
      const id = await store.add(reportOf(ids[0], '2026-11-20T10:00:00.000Z'), 'own', options);
      const [entry] = await store.list();
      rmSync(historyFileIn(folder));
      writeFileSync(join(folder, 'reports.json'), content({ ...entry, facts: { works_elsewhere: 'yes' } }));
      return { folder, id };
    };

    it('is taken over with its answers, once', async () => {
      const { folder, id } = await earlier((entry) => JSON.stringify({ schemaVersion: 1, entries: [entry] }));
      const wanted = [[id, { works_elsewhere: 'yes' }]];
      expect((await storeIn(folder).list()).map((each) => [each.id, each.facts])).toEqual(wanted);
      expect(existsSync(join(folder, 'reports.json'))).toBe(false);
      expect((await storeIn(folder).list()).map((each) => [each.id, each.facts])).toEqual(wanted);
      await expect.poll(async () => (await historyIn(folder).size()).runs).toBe(1);
    });

    it.each([
      ['{'],
      ['{"schemaVersion":9,"entries":[]}'],
      ['[]'],
      ['{"schemaVersion":1,"entries":[{"id":7}]}'],
    ])('is made again from the files when it says %s', async (content) => {
      const { folder, id } = await earlier(() => content);
      expect((await storeIn(folder).list()).map((entry) => entry.id)).toEqual([id]);
    });
  });

  it('puts what this app measured into the history, and nothing that came from elsewhere', async () => {
    const folder = freshFolder();
    const store = storeIn(folder);
    const own = await store.add(reportOf(ids[0], '2026-11-20T10:00:00.000Z'), 'own', options);
    await store.add(reportOf(ids[1], '2026-11-21T10:00:00.000Z'), 'demo', options);
    await store.addFile(await opened(join(folder, 'reports', `${own}.faultline`)), options);
    const recorded = async () =>
      (await historyIn(folder).runsOf('example.test')).map(({ summary }) => summary.report);
    expect(await recorded()).toEqual([ids[0]]);
    await store.remove(own);
    expect(await recorded()).toEqual([]);
  });

  it('keeps answers to a report from a file beside it and leaves the file as it came', async () => {
    const folder = freshFolder();
    const store = storeIn(folder);
    const own = await store.add(reportOf(ids[0], '2026-11-20T10:00:00.000Z'), 'own', options);
    const path = join(folder, 'reports', `${own}.faultline`);
    const id = await store.addFile(await opened(path), options);
    await store.setFacts(id, { works_elsewhere: 'yes' });
    expect(readFileSync(join(folder, 'reports', `${id}.faultline`))).toEqual(readFileSync(path));
    expect((await storeIn(folder).read(id)).entry.facts).toEqual({ works_elsewhere: 'yes' });
  });
});

describe('opening a file', () => {
  const opens = async (name: string, content: string | Uint8Array) => {
    const engine = await testEngine();
    const path = join(engine.folder, name);
    writeFileSync(path, content);
    return engine.refusal('reports:open-file', { path, language: 'en' });
  };

  it.each([
    ['an empty file', ''],
    ['a text', 'hello'],
    ['a zip with nothing in it', Buffer.from('504b0506000000000000000000000000000000000000', 'hex')],
    ['JSON that is no report', '{"schemaVersion":1}'],
    ['deep JSON', '['.repeat(100_000)],
  ])('refuses %s in words', async (_, content) => {
    expect(await opens('report.faultline', content)).toMatch(/^report\.bundle\./u);
  });

  it('refuses a file that is not there and a folder', async () => {
    const engine = await testEngine();
    const open = (path: string) => engine.refusal('reports:open-file', { path, language: 'en' });
    expect(await open(join(engine.folder, 'nothing.faultline'))).toBe('cli.file.ENOENT');
    expect(await open(engine.folder)).toBe('cli.file.EISDIR');
  });

  it('shows text of a hostile report as text that can do nothing', async () => {
    const engine = await testEngine();
    const path = join(engine.folder, 'hostile.json');
    const report = sampleReport();
    const target = { ...report.request.target, displayName: 'evil\u202e\u001b[31m<script>.test' };
    writeFileSync(path, JSON.stringify({ ...report, request: { ...report.request, target } }));
    const opened = await engine.call('reports:open-file', { path, language: 'en' });
    const view = await engine.call('reports:view', { ...opened, language: 'en' });
    expect(JSON.stringify(view)).not.toMatch(/\u202e|\\u001b/u);
    expect(view.displayName).toBe('evil[U+202E][U+001B][31m<script>.test');
  });
});
