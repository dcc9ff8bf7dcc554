import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sqlite from 'node-sqlite3-wasm';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../../diagnostics/model/message.ts';
import { historyFileIn, openHistory } from '../../../../main/services/history/open-history.ts';
import { aSummarisedProblem, aSummary, dayOf } from '../../../support/summary-factories.ts';

const freshFile = (): string => historyFileIn(mkdtempSync(join(tmpdir(), 'faultline-history-')));
const opened = (file = freshFile()) => {
  const notices: Message[] = [];
  return { file, notices, store: openHistory(file, (notice) => notices.push(notice)) };
};
const helper = new URL('history-process.ts', import.meta.url).pathname;
const otherProcess = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [helper, ...args], { timeout: 20_000 });

describe('a history', () => {
  it('lies on no disk before it is used', () => {
    const { file } = opened();
    expect(existsSync(file)).toBe(false);
  });

  it('gives back what was put in, from a file that only its owner may read', async () => {
    const { file, store } = opened();
    const run = aSummary({ problems: [aSummarisedProblem()], client: 'Bakery', tags: ['gold'] });
    await store.record([run]);
    expect((await openHistory(file, () => undefined).latest()).map((each) => each.run.summary)).toEqual([
      run,
    ]);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readdirSync(join(file, '..'))).toEqual(['history.db']);
  });

  it('keeps every run, and shows the latest of each domain', async () => {
    const { store } = opened();
    const runs = [1, 2, 3].flatMap((day) => [
      aSummary({ domain: 'a.test', startedAt: dayOf(day) }),
      aSummary({ domain: 'b.test', startedAt: dayOf(day) }),
    ]);
    await store.record(runs);
    expect((await store.latest()).map(({ run }) => [run.summary.domain, run.summary.startedAt])).toEqual([
      ['a.test', dayOf(3)],
      ['b.test', dayOf(3)],
    ]);
    expect((await store.runsOf('a.test')).map(({ summary }) => summary.startedAt)).toEqual([
      dayOf(3),
      dayOf(2),
      dayOf(1),
    ]);
    expect(await store.size()).toEqual({ runs: 6, domains: 2, oldest: dayOf(1) });
  });

  it('tells first seen, last good and since when a problem exists', async () => {
    const { store } = opened();
    const problem = aSummarisedProblem();
    for (const [day, problems] of [
      [1, []],
      [2, [problem]],
      [3, [problem]],
    ] as const)
      await store.record([aSummary({ startedAt: dayOf(day), problems })]);
    const trend = (await store.domain('client.test'))?.trend;
    expect(trend).toMatchObject({ runs: 3, firstSeen: dayOf(1), lastGood: dayOf(1), goodSince: null });
    expect(trend?.problems).toEqual([
      {
        problem,
        firstSeen: dayOf(2),
        since: dayOf(2),
        sideSince: dayOf(2),
        lastSeen: dayOf(3),
        endedAt: null,
        runs: 2,
        times: 1,
      },
    ]);
  });

  it('reckons anew when a run comes late', async () => {
    const { store } = opened();
    await store.record([aSummary({ startedAt: dayOf(5), problems: [aSummarisedProblem()] })]);
    await store.record([aSummary({ startedAt: dayOf(3), problems: [aSummarisedProblem()] })]);
    const state = await store.domain('client.test');
    expect(state?.run.summary.startedAt).toBe(dayOf(5));
    expect(state?.trend.problems[0]).toMatchObject({ since: dayOf(3), runs: 2 });
  });

  it('takes a report that was judged again in place of its earlier summary', async () => {
    const { store } = opened();
    await store.record([aSummary({ report: 'r1', problems: [aSummarisedProblem()] })]);
    await store.record([aSummary({ report: 'r1' })]);
    const state = await store.domain('client.test');
    expect([state?.trend.runs, state?.trend.problems, (await store.size()).runs]).toEqual([1, [], 1]);
  });

  it('hands out everything by pages, in the order of recording', async () => {
    const { store } = opened();
    await store.record(Array.from({ length: 1_201 }, (_, index) => aSummary({ domain: `d${index}.test` })));
    const pages: number[] = [];
    const ids: number[] = [];
    for await (const page of store.pages()) {
      pages.push(page.length);
      ids.push(...page.map(({ id }) => id));
    }
    expect(pages).toEqual([500, 500, 201]);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
  });

  it('is not led astray by names', async () => {
    const { store } = opened();
    const domain = `x'); DROP TABLE runs; --`;
    await store.record([aSummary({ domain, displayName: '\u0000\u202e' })]);
    expect((await store.domain(domain))?.run.summary.displayName).toBe('\u0000\u202e');
  });
});

describe('deleting', () => {
  const filled = async () => {
    const { store, file } = opened();
    for (const day of [1, 2, 3])
      await store.record([
        aSummary({
          domain: 'a.test',
          startedAt: dayOf(day),
          report: `a${day}`,
          problems: day === 1 ? [aSummarisedProblem()] : [],
        }),
        aSummary({ domain: 'b.test', startedAt: dayOf(day) }),
      ]);
    return { store, file };
  };

  it('takes away one domain with all its runs', async () => {
    const { store } = await filled();
    expect(await store.removeDomain('a.test')).toBe(3);
    expect((await store.latest()).map(({ run }) => run.summary.domain)).toEqual(['b.test']);
  });

  it('takes away one run, and tells no more of it', async () => {
    const { store } = await filled();
    expect(await store.removeReport('a1')).toBe(1);
    expect((await store.domain('a.test'))?.trend).toMatchObject({
      runs: 2,
      firstSeen: dayOf(2),
      problems: [],
    });
  });

  it('takes away what is older than a time, and keeps since when what lasts has lasted', async () => {
    const { store } = await filled();
    expect(await store.removeBefore(dayOf(3))).toBe(4);
    expect((await store.runsOf('a.test')).map(({ summary }) => summary.startedAt)).toEqual([dayOf(3)]);
    expect((await store.domain('a.test'))?.trend).toMatchObject({ firstSeen: dayOf(1), problems: [] });
  });

  it('takes away everything, and the file', async () => {
    const { store, file } = await filled();
    await store.clear();
    expect(readdirSync(join(file, '..'))).toEqual([]);
    expect(await store.latest()).toEqual([]);
  });
});

describe('a file that is not as it should be', () => {
  it('sets a damaged one aside under a name that it tells, and begins a new one', async () => {
    const { file, notices, store } = opened();
    writeFileSync(file, 'this was a database once, long ago'.repeat(100));
    await store.record([aSummary()]);
    const aside = readdirSync(join(file, '..')).filter((name) => name.includes('.damaged-'));
    expect(notices).toEqual([{ key: 'history.notice.set_aside', values: { file: aside[0] } }]);
    expect((await store.size()).runs).toBe(1);
  });

  it.each([
    ['a database of another program', 'CREATE TABLE mails (id INTEGER);', 'history.error.not_ours'],
    [
      'a newer version of ours',
      'PRAGMA application_id = 1181512808; PRAGMA user_version = 99;',
      'history.error.newer',
    ],
  ])('leaves %s as it is', async (_, sql, refusal) => {
    const { file, store } = opened();
    const other = new sqlite.Database(file);
    other.exec(sql);
    other.close();
    const before = statSync(file);
    await expect(store.record([aSummary()])).rejects.toThrow(refusal);
    expect([statSync(file).size, statSync(file).mtimeMs]).toEqual([before.size, before.mtimeMs]);
  });

  it('says that a folder cannot be written to', async () => {
    const { file, store } = opened();
    mkdirSync(file);
    await expect(store.record([aSummary()])).rejects.toThrow('history.error.unwritable');
  });
});

describe('several at once', () => {
  it('writes pieces of work that come together in one go', async () => {
    const { store } = opened();
    const all = Array.from({ length: 300 }, (_, index) =>
      store.record([aSummary({ domain: `d${index}.test` })]),
    );
    await Promise.all(all);
    expect((await store.size()).runs).toBe(300);
  });

  it('lets two processes take turns, and loses nothing', async () => {
    const { file, store } = opened();
    await Promise.all([
      otherProcess('record', file, 'left', '6'),
      otherProcess('record', file, 'right', '6'),
      ...Array.from({ length: 6 }, (_, index) => store.record([aSummary({ domain: `own${index}.test` })])),
    ]);
    expect((await store.size()).runs).toBe(18);
  }, 30_000);

  it('goes on after one that was killed in the middle, with all that it had finished and nothing half', async () => {
    const { file, store } = opened();
    await store.record([aSummary({ domain: 'before.test' })]);
    await expect(otherProcess('die', file)).rejects.toMatchObject({ signal: 'SIGKILL' });
    expect(readdirSync(join(file, '..'))).toContain('history.db.turn');
    expect((await store.latest()).map(({ run }) => run.summary.domain)).toEqual([
      'before.test',
      'finished.test',
    ]);
  });

  it('says that another one has it, when that takes too long', async () => {
    const { file, store } = opened();
    await store.record([aSummary()]);
    const { takeTurn } = await import('../../../../main/services/history/turn.ts');
    const turn = await takeTurn(`${file}.turn`);
    await expect(takeTurn(`${file}.turn`, 100)).rejects.toThrow('history.error.busy');
    await turn.end();
    expect((await store.size()).runs).toBe(1);
  });
});
