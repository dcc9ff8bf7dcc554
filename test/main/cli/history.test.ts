import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { historyFileIn, openHistory } from '../../../main/services/history/open-history.ts';
import { sampleReport } from '../../diagnostics/report/sample-report.ts';
import { aSummarisedProblem, aSummary, dayOf } from '../../support/summary-factories.ts';
import { cli, engineWith, isThere, type CliOptions } from './test-cli.ts';

const freshState = (): string => mkdtempSync(join(tmpdir(), 'faultline-state-'));
const inState =
  (state: string, options: CliOptions = {}) =>
  (...args: readonly string[]) =>
    cli(args, { ...options, env: { FAULTLINE_STATE: state } });

const healthy = sampleReport({ problems: [], findings: [], status: 'healthy' });
const faulty = (day: number) =>
  sampleReport({
    id: `00000000-0000-4000-8000-0000000000${day}`,
    startedAt: dayOf(day),
    finishedAt: dayOf(day),
  });
const well = (day: number) => ({
  ...healthy,
  id: `11111111-1111-4111-8111-1111111111${day}`,
  startedAt: dayOf(day),
  finishedAt: dayOf(day),
});

/** A history of two domains, one of them with a past. */
async function filled(): Promise<string> {
  const state = freshState();
  const problem = aSummarisedProblem({
    sharedCauseKey: 'x',
    headline: { key: 'report.status.incomplete', values: {} },
  });
  await openHistory(historyFileIn(state), () => undefined).record([
    aSummary({ startedAt: dayOf(1), client: 'Bakery' }),
    aSummary({ startedAt: dayOf(2), client: 'Bakery', problems: [problem] }),
    aSummary({ startedAt: dayOf(3), client: 'Bakery', problems: [problem] }),
    aSummary({ domain: 'other.test', startedAt: dayOf(3) }),
  ]);
  return state;
}

describe('a check', () => {
  it('is kept in the history of this account', async () => {
    const state = freshState();
    await inState(state, { engine: engineWith(faulty(10)) })('check', 'example.test');
    const states = await openHistory(historyFileIn(state), () => undefined).latest();
    expect(states.map(({ run }) => [run.summary.domain, run.summary.problems.length])).toEqual([
      ['example.test', faulty(10).problems.length],
    ]);
  });

  it('is kept nowhere with --no-history, and where there is no home', async () => {
    const state = freshState();
    await inState(state, { engine: engineWith(faulty(10)) })('check', 'example.test', '--no-history');
    const homeless = await cli(['check', 'example.test'], { engine: engineWith(faulty(10)) });
    expect([isThere(historyFileIn(state)), homeless.code, homeless.stderr]).toEqual([
      false,
      1,
      expect.not.stringContaining('history'),
    ]);
  });

  it('ends as it would without a history that cannot be used, and says so', async () => {
    const state = freshState();
    const file = join(state, 'mine.db');
    writeFileSync(file, '');
    const { default: sqlite } = await import('node-sqlite3-wasm');
    const other = new sqlite.Database(file);
    other.exec('CREATE TABLE mails (id INTEGER)');
    other.close();
    const { code, stdout, stderr } = await inState(state, { engine: engineWith(faulty(10)) })(
      'check',
      'example.test',
      '--history',
      file,
    );
    expect([code, stdout.length > 0, stderr]).toEqual([
      1,
      true,
      expect.stringContaining(
        'The check was not added to the history. The file is a database of another program',
      ),
    ]);
  });

  it('that is to tell changes alone says nothing as long as all stays as it was', async () => {
    const state = freshState();
    const check = async (report: ReturnType<typeof well>) => {
      const { code, stdout, stderr } = await inState(state, { engine: engineWith(report) })(
        'check',
        'example.test',
        '--only-changes',
      );
      return [code, stdout === '' ? 'nothing' : 'the report', stderr];
    };
    expect(await check(well(10))).toEqual([0, 'nothing', '']);
    expect(await check(well(11))).toEqual([0, 'nothing', '']);
    expect(await check(faulty(12))).toEqual([1, 'the report', '']);
    expect(await check(faulty(13))).toEqual([1, 'nothing', '']);
    expect(await check(well(14))).toEqual([0, 'the report', '']);
  });

  it('that is to tell changes alone needs something to compare with', async () => {
    const { code, stderr } = await cli(['check', 'example.test', '--only-changes', '--no-history']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('There is no history to use')]);
  });
});

describe('faultline history', () => {
  it('shows where every domain stands, the worst first', async () => {
    const { code, stdout } = await inState(await filled())('history');
    expect(code).toBe(0);
    expect(stdout.replaceAll(/ at .*?CET/gu, '')).toBe(
      [
        '✖ client.test · Bakery',
        '    No problem was found so far, but not everything that you asked for could be tested. Since 2',
        '    November 2026, seen by 2 checks.',
        '✔ other.test',
        '    Without a problem since 3 November 2026 (1 check in all).',
        '',
      ].join('\n'),
    );
  });

  it('tells of a domain when it was first seen, last good, and every check', async () => {
    const { stdout } = await inState(await filled())('history', 'Client.test.');
    expect(stdout).toMatch(/^History of client\.test\n/u);
    expect(stdout.replaceAll(/\s+/gu, ' ')).toMatch(
      /First check 1 November .* Latest check 3 November .* Last without a problem 1 November .* Problems .* seen by 2 checks\. Checks .*✖ 3 November .*✖ 2 November .*✔ 1 November/u,
    );
  });

  it.each([
    ['csv', /^\uFEFF"client","domain"/u],
    ['json', /^\{\n {2}"schemaVersion": 1,\n {2}"madeAt"/u],
    ['ndjson', /^\{"summary":\{.*\n\{"summary":\{.*\n$/u],
    ['html', /^<!doctype html>/u],
  ])('gives it out as %s', async (format, shape) => {
    const state = await filled();
    const printed = await inState(state)('history', '--format', format);
    const file = join(state, 'out');
    const written = await inState(state)('history', '--format', format, '--export', file);
    expect([printed.code, written.code, written.stdout]).toEqual([0, 0, '']);
    expect(printed.stdout).toMatch(shape);
    expect(readFileSync(file, 'utf8')).toBe(printed.stdout);
  });

  it('gives every check of a domain as data', async () => {
    const { stdout } = await inState(await filled())(
      'history',
      'client.test',
      '--format',
      'json',
      '--runs',
      '2',
    );
    const data = JSON.parse(stdout) as { trend: { runs: number }; runs: { startedAt: string }[] };
    expect([data.trend.runs, data.runs.map(({ startedAt }) => startedAt)]).toEqual([3, [dayOf(3), dayOf(2)]]);
  });

  it('puts the reseller’s name and logo on a page, and refuses a logo that is none', async () => {
    const state = await filled();
    const logo = join(state, 'logo.svg');
    writeFileSync(logo, '<svg/>');
    const named = await inState(state)('history', '--format', 'html', '--name', 'Bureau Zuid');
    expect(named.stdout).toContain('Bureau Zuid: state of the domains');
    const refused = await inState(state)('history', '--format', 'html', '--logo', logo);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining('The logo must be a PNG or JPEG picture.'),
    ]);
  });

  it('deletes one domain, what is old, or everything', async () => {
    const state = await filled();
    const run = inState(state);
    expect((await run('history', '--delete', 'other.test')).stderr).toBe('1 run was deleted.\n');
    expect((await run('history', '--keep', '1')).stderr).toBe('Nothing was deleted.\n');
    expect((await run('history', '--delete', '--all')).stderr).toBe('3 runs were deleted.\n');
    expect([(await run('history')).stdout, isThere(historyFileIn(state))]).toEqual([
      'The history is empty: nothing was checked yet.\n',
      true,
    ]);
  });

  it.each([
    [['history', '--delete'], 'Say what to delete'],
    [['history', '--delete', '--all', 'client.test'], 'Say what to delete'],
    [['history', '--all'], '--all belongs to --delete'],
    [['history', 'unknown.test'], 'The history knows no run of unknown.test'],
    [['history', '--delete', 'unknown.test'], 'The history knows no run of unknown.test'],
    [['history', '--format', 'pdf'], 'pdf'],
  ])('refuses %j', async (args, said) => {
    const { code, stderr, stdout } = await inState(await filled())(...args);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(said)]);
  });
});
