import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../main/services/engine.ts';
import type { RunSummary } from '../../../diagnostics/model/run-summary.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import { engineOf, faulty, healthy, listOf, offline } from './test-batch.ts';
import { cli, idleEngine, pathOf, writeFile } from './test-cli.ts';

describe('a batch and the history', () => {
  const of = (report: Report, domain: string): Report => ({
    ...report,
    id: `${report.status === 'healthy' ? '1' : '2'}1111111-1111-4111-8111-${domain.slice(0, 1).repeat(12)}`,
  });
  const on = (day: number, report: Report): Report => ({
    ...report,
    id: report.id.replace(/^.{8}/u, `0000000${day}`),
    startedAt: `2026-11-1${day}T06:00:00.000Z`,
    finishedAt: `2026-11-1${day}T06:00:05.000Z`,
  });
  const engineOn = (day: number, answers: Readonly<Record<string, Report>>): Partial<Engine> => ({
    ...engineOf(
      Object.fromEntries(
        ['a.test', 'b.test'].map((domain) => [domain, on(day, of(answers[domain] ?? healthy, domain))]),
      ),
    ),
    clock: () => ({ ...idleEngine.clock(), now: () => Date.parse(`2026-11-1${day}T07:00:00.000Z`) }),
  });

  it('keeps every domain with its client, also one that broke off; with the provider that has a pack', async () => {
    const lines = [
      'Domain,Client,Provider',
      'a.test,Ann,',
      'b.test,Ben,Kenotronix',
      'c.test,Cas,“Somebody” Ltd',
    ];
    const file = writeFile('broken-off.csv', lines.join('\n'));
    const env = { FAULTLINE_STATE: pathOf('broken-off-state') };
    const brokeOff = new Error('a bug');
    const engine = engineOf({ 'a.test': of(faulty, 'a'), 'b.test': brokeOff, 'c.test': brokeOff });
    await cli(['batch', file], { engine, env });
    const { stdout } = await cli(['history', '--format', 'ndjson'], { env });
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { summary: RunSummary }).summary);
    expect(rows.map(({ client, status, provider }) => [client, status, provider])).toEqual([
      ['Ann', 'problems_found', faulty.provider?.id ?? null],
      ['Ben', 'could_not_diagnose', 'kenotronix'],
      ['Cas', 'could_not_diagnose', null],
    ]);
  });

  it('tells changes alone when that is wanted: nothing, then the one domain that changed', async () => {
    const { batch } = listOf('a.test', 'b.test');
    const told = async (day: number, answers: Readonly<Record<string, Report>>) => {
      const args = ['--only-changes', '--format', 'json'];
      const { stdout, stderr, code } = await batch(args, { engine: engineOn(day, answers) });
      expect(stderr).toBe('');
      const domains = stdout === '' ? [] : (JSON.parse(stdout) as { domains: { domain: string }[] }).domains;
      return [code, domains.map(({ domain }) => domain)];
    };
    expect(await told(1, {})).toEqual([0, []]);
    expect(await told(2, { 'b.test': faulty })).toEqual([1, ['b.test']]);
    expect(await told(3, { 'b.test': faulty })).toEqual([1, []]);
    expect(await told(4, {})).toEqual([0, ['b.test']]);
  });

  it.each([
    ['all well', {}, 0, /^FAULTLINE OK - 2 domains, 0 critical, 0 warning, 0 unknown\. \|/u],
    ['one faulty', { 'b.test': faulty }, 2, /^FAULTLINE CRITICAL - 2 domains, 1 critical.* b\.test: /u],
  ])('answers a monitoring program in one line: %s', async (_, answers, code, line) => {
    const { batch } = listOf('a.test', 'b.test');
    const result = await batch(['--format', 'nagios'], { engine: engineOn(1, answers) });
    expect([result.code, result.stdout.match(/\n/gu)?.length]).toEqual([code, 1]);
    expect(result.stdout).toMatch(line);
  });

  describe('that is gone on with', () => {
    const goneOnWith = async (args: readonly string[]) => {
      const { batch } = listOf('a.test', 'b.test', 'c.test');
      const answers = { 'a.test': of(faulty, 'a'), 'b.test': of(healthy, 'b'), 'c.test': offline };
      await batch(['--jobs', '1'], { engine: engineOf(answers) });
      return batch(['--resume', ...args], { engine: engineOf({ 'c.test': of(healthy, 'c') }) });
    };

    it('answers a monitoring program for all of its domains', async () => {
      const { code, stdout } = await goneOnWith(['--format', 'nagios']);
      expect(code).toBe(2);
      expect(stdout).toMatch(
        /^FAULTLINE CRITICAL - 3 domains, 1 critical, 0 warning, 0 unknown\. a\.test: .* \| domains=3;/u,
      );
    });

    it('takes for news what is news in the history, in each of its parts', async () => {
      const { stdout } = await goneOnWith(['--only-changes', '--format', 'json']);
      expect(JSON.parse(stdout)).toMatchObject({ domains: [{ domain: 'a.test' }] });
    });
  });

  it('tells programs of a domain what the contract says, and keeps the rest to itself', async () => {
    const { batch } = listOf('a.test');
    const { stdout } = await batch(['--format', 'json'], { engine: engineOf({}) });
    const [row] = (JSON.parse(stdout) as { domains: object[] }).domains;
    expect(Object.keys(row!).sort()).toEqual([
      'client',
      'displayName',
      'domain',
      'file',
      'finishedAt',
      'line',
      'problems',
      'product',
      'provider',
      'reason',
      'startedAt',
      'status',
      'tags',
    ]);
  });

  describe('that asks the registries afterwards', () => {
    const ending: Partial<Engine> = {
      ...engineOf({ 'a.com': of(healthy, 'a') }),
      askRegistration: () => Promise.resolve({ outcome: 'answered', expiresAt: '2026-11-30T00:00:00.000Z' }),
    };

    it('tells it first, and has the dates in the history and in the next answer to a monitoring program', async () => {
      const { batch, file } = listOf('a.com', 'b.test');
      const first = await batch(['--registrations', '--format', 'csv'], { engine: ending });
      expect([first.code, first.stdout.split('\r\n').length]).toEqual([0, 4]);
      expect(first.stderr).toContain('One registration was asked for');
      const env = { FAULTLINE_STATE: file.replace(/\.csv$/u, '-state') };
      const { stdout } = await cli(['history', '--format', 'json'], { env });
      expect(stdout).toContain('"2026-11-30T00:00:00.000Z"');
      const next = await batch(['--resume', '--format', 'nagios'], { engine: ending });
      expect(next.stdout).toMatch(/^FAULTLINE WARNING - 2 domains, .* a\.com/u);
    });

    it('needs a history to keep them in', async () => {
      const { code, stderr } = await listOf('a.com').batch(['--registrations', '--no-history']);
      expect([code, stderr.includes('--history')]).toEqual([2, true]);
    });
  });

  it('answers wrong options in that way too', async () => {
    const { batch } = listOf('a.test');
    const result = await batch(['--format', 'nagios', '--expiry-critical', '20']);
    expect([result.code, result.stdout]).toEqual([
      3,
      expect.stringMatching(/^FAULTLINE UNKNOWN - .*--expiry-critical \(20\)/u),
    ]);
  });
});
