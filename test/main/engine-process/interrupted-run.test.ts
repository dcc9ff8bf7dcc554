/** What a power cut leaves: a real process with a real run, killed in the middle of it. */
import { fork } from 'node:child_process';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cutOffRuns } from '../../../main/engine-process/journal.ts';
import { freshFolder, testEngine } from './test-engine.ts';

const program = fileURLToPath(new URL('./run-until-killed.ts', import.meta.url));

/** Starts a run in a process of its own and kills it after so many observations. */
async function killedRun(folder: string): Promise<void> {
  const child = fork(program, [folder], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => child.once('message', resolve));
  child.kill('SIGKILL');
  await ended;
}

const journalIn = (folder: string): string => {
  const [name = ''] = readdirSync(join(folder, 'journal'));
  return join(folder, 'journal', name);
};

describe('a run whose process was killed', () => {
  it(
    'becomes a report of its own at the next start, judged by what was seen',
    { timeout: 40_000 },
    async () => {
      const folder = freshFolder();
      await killedRun(folder);
      const lines = readFileSync(journalIn(folder), 'utf8').trim().split('\n');
      const engine = await testEngine(folder);
      const [id = '', ...others] = await engine.service.recover();
      expect(others).toEqual([]);
      expect(await engine.call('reports:list', { language: 'en', search: '' })).toMatchObject([
        { id, origin: 'mid_run', displayName: 'lighthouse-bakery.test' },
      ]);
      const report = await engine.call('reports:view', { id, language: 'en' });
      expect(report).toMatchObject({ ending: 'cancelled', provider: { name: 'Demo Hosting' } });
      expect(report.operations.length).toBeGreaterThan(20);
      expect(report.operations.length).toBeLessThanOrEqual(lines.length - 1);
      expect(report.findings.length).toBeGreaterThan(0);
      expect(readdirSync(join(folder, 'journal'))).toEqual([]);
      expect(await engine.service.recover()).toEqual([]);
    },
  );

  it('loses nothing but a line that was only half written', { timeout: 40_000 }, async () => {
    const folder = freshFolder();
    await killedRun(folder);
    const before = (await cutOffRuns(folder))[0]?.report.observations.length ?? 0;
    appendFileSync(journalIn(folder), '{"id":"tcp/443/45.80.20.10","kind":"tc');
    expect((await cutOffRuns(folder))[0]?.report.observations.length).toBe(before);
  });
});

describe('a journal', () => {
  it.each([
    ['is empty', ''],
    ['is no JSON', 'hello\n'],
    ['has a head that is none', '{"schemaVersion":1}\n{}\n'],
    ['is of a later version', '{"schemaVersion":2}\n'],
  ])('that %s is cleared away and holds up nothing', async (_, text) => {
    const folder = freshFolder();
    mkdirSync(join(folder, 'journal'));
    writeFileSync(join(folder, 'journal', 'a.ndjson'), text);
    const engine = await testEngine(folder);
    expect(await engine.service.recover()).toEqual([]);
    expect(readdirSync(join(folder, 'journal'))).toEqual([]);
  });
});
