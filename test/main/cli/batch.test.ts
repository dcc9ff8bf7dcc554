import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../main/services/engine.ts';
import type { RunSummary } from '../../../diagnostics/model/run-summary.ts';
import type { Report } from '../../../diagnostics/model/report.ts';
import { sampleProblem, sampleReport } from '../../diagnostics/report/sample-report.ts';
import { cli, engineWith, idleEngine, pathOf, writeFile, type CliOptions } from './test-cli.ts';

const healthy = sampleReport({ status: 'healthy', problems: [] });
const faulty = sampleReport();
const offline = sampleReport({
  status: 'could_not_diagnose',
  problems: [sampleProblem({ rule: 'R1', rootCause: 'network.offline' })],
});

/** Answers for each domain; one that is not named is healthy, and an error breaks that run. */
function engineOf(
  answers: Readonly<Record<string, Report | Error>>,
  checked: string[] = [],
): Partial<Engine> {
  return {
    run: (options) => {
      const { domain } = options.request.target;
      checked.push(domain);
      const answer = answers[domain] ?? healthy;
      if (answer instanceof Error) throw answer;
      return engineWith(answer).run!(options);
    },
  };
}

let lists = 0;
/** A list of its own in a state folder of its own. */
function listOf(...domains: readonly string[]) {
  const name = `list-${(lists += 1)}`;
  const file = writeFile(
    `${name}.csv`,
    `Domain,Client\n${domains.map((each) => `${each},Of ${each}\n`).join('')}`,
  );
  const state = pathOf(`${name}-state`);
  const batch = (args: readonly string[], options: CliOptions = {}) =>
    cli(['batch', file, ...args], { ...options, env: { FAULTLINE_STATE: state } });
  const journal = (): string => join(state, 'batches', readdirSync(join(state, 'batches'))[0]!);
  return { file, batch, journal };
}

describe('faultline batch', () => {
  it.each([
    ['all healthy', {}, 0],
    ['one with a problem', { 'b.test': faulty }, 1],
    [
      'one that cannot be diagnosed',
      { 'b.test': sampleReport({ status: 'could_not_diagnose', problems: [] }) },
      3,
    ],
    ['one that breaks off', { 'b.test': new Error('a bug') }, 3],
    ['a problem beside one that breaks off', { 'a.test': faulty, 'b.test': new Error('a bug') }, 1],
  ])('%s: the exit code of the contract', async (_name, answers, code) => {
    const { batch } = listOf('a.test', 'b.test', 'c.test');
    expect((await batch([], { engine: engineOf(answers) })).code).toBe(code);
  });

  it('prints one row a domain in the order of the list, and keeps the reason of one that broke off', async () => {
    const { batch } = listOf('a.test', 'b.test', 'c.test');
    const engine = engineOf({ 'a.test': faulty, 'b.test': new Error('a bug') });
    const { stdout } = await batch(['--format', 'json', '--jobs', '2'], { engine });
    const result = JSON.parse(stdout) as { readonly domains: readonly Record<string, unknown>[] };
    expect(result).toMatchObject({
      schemaVersion: 1,
      ending: 'completed',
      counts: { total: 3, finished: 3, healthy: 1, withProblems: 1, undiagnosed: 1, refused: 0 },
      domains: [
        { line: 2, domain: 'a.test', client: 'Of a.test', status: 'problems_found' },
        { line: 3, domain: 'b.test', status: 'failed', reason: 'The check of this domain broke off: a bug' },
        { line: 4, domain: 'c.test', status: 'healthy', reason: null },
      ],
    });
  });

  it('writes CSV without formulas, and NDJSON line by line', async () => {
    const file = writeFile('formula.csv', 'Domain,Client\na.test,=1+1\nb.test,"Smith;=1+1"\n');
    const csv = await cli(['batch', file, '--format', 'csv'], {
      engine: engineOf({}),
      env: { FAULTLINE_STATE: pathOf('formula-state') },
    });
    expect(csv.stdout.split('\r\n')[1]).toMatch(/^2,a\.test,'=1\+1,/u);
    // where a comma is a decimal point, a semicolon begins the next cell
    expect(csv.stdout.split('\r\n')[2]).toMatch(/^3,b\.test,Smith;'=1\+1,/u);
    const { batch } = listOf('a.test', 'b.test');
    const lines = (await batch(['--format', 'ndjson'], { engine: engineOf({}) })).stdout.trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { domain: string }).domain).sort()).toEqual([
      'a.test',
      'b.test',
    ]);
  });

  it('shows how the list is understood and stops there with --preview', async () => {
    const { batch } = listOf('a.test', 'what?!');
    const { code, stderr, stdout } = await batch(['--preview']);
    expect([code, stderr.includes('“Domain”'), stdout.includes('line 3')]).toEqual([0, true, true]);
  });

  it('saves one report a domain', async () => {
    const { batch } = listOf('a.test', 'https://b.test/shop');
    const out = pathOf('batch-reports');
    await batch(['--out', out], { engine: engineOf({ 'a.test': faulty }) });
    expect(readdirSync(out).sort()).toEqual([
      'a.test.faultline',
      expect.stringMatching(/^b\.test-[0-9a-f]{8}\.faultline$/u),
    ]);
  });

  it('writes the result to a file', async () => {
    const { batch } = listOf('a.test');
    await batch(['--format', 'csv', '--output', pathOf('result.csv')], { engine: engineOf({}) });
    expect(readFileSync(pathOf('result.csv'), 'utf8')).toMatch(
      /^\uFEFFline,domain,.*\r\n2,a\.test,Of a\.test,/u,
    );
  });
});

describe('going on after an end', () => {
  it('checks only what is not finished, also after half a line was written', async () => {
    const { batch, journal, file } = listOf('a.test', 'b.test', 'c.test');
    const first = await batch(['--jobs', '1'], { engine: engineOf({ 'b.test': offline }) });
    expect(first.code).toBe(3);
    appendFileSync(journal(), '{"key":"b.test/","line":3,"dom');
    appendFileSync(file, 'd.test,Of d.test\n');
    const checked: string[] = [];
    const second = await batch(['--resume', '--format', 'json'], {
      engine: engineOf({ 'c.test': faulty }, checked),
    });
    expect(checked).toEqual(['b.test', 'c.test', 'd.test']);
    expect(JSON.parse(second.stdout)).toMatchObject({
      ending: 'completed',
      domains: [{ domain: 'a.test' }, { domain: 'b.test' }, { domain: 'c.test' }, { domain: 'd.test' }],
    });
    const third: string[] = [];
    await batch(['--resume'], { engine: engineOf({}, third) });
    expect(third).toEqual([]);
  });

  it.each([['csv'], ['ndjson'], ['json']])(
    'says on the way to %s why the rest is missing',
    async (format) => {
      const { batch } = listOf('a.test', 'b.test');
      const { code, stderr } = await batch(['--format', format, '--quiet', '--jobs', '1'], {
        engine: engineOf({ 'b.test': offline }),
      });
      expect([code, stderr]).toEqual([
        3,
        expect.stringMatching(/not connected .* 1 of 2 domains are finished/u),
      ]);
    },
  );

  it('keeps what is finished when Ctrl-C is pressed', async () => {
    const { batch } = listOf('a.test', 'b.test', 'c.test');
    let press = (): void => undefined;
    const engine: Partial<Engine> = {
      run: (options) => {
        if (options.request.target.domain === 'b.test') press();
        const cut = { ...healthy, ending: options.signal.aborted ? ('cancelled' as const) : healthy.ending };
        return engineWith(cut).run!(options);
      },
    };
    const { code } = await batch(['--jobs', '1'], { engine, onInterrupt: (handler) => (press = handler) });
    const checked: string[] = [];
    const resumed = await batch(['--resume'], { engine: engineOf({}, checked) });
    expect([code, checked, resumed.code]).toEqual([130, ['b.test', 'c.test'], 0]);
  });

  it.each([
    [['--resume'], 'No earlier batch'],
    [['--column', 'town=Gent'], 'names no column'],
    [['--delimiter', 'ab'], 'cannot separate columns'],
  ])('%# refuses what makes no sense, with exit code 2', async (args, said) => {
    const { batch } = listOf('a.test');
    const { code, stderr } = await batch(args);
    expect([code, stderr.includes(said)]).toEqual([2, true]);
  });

  it('does not go on with another question', async () => {
    const { batch } = listOf('a.test');
    await batch([], { engine: engineOf({}) });
    const { code, stderr } = await batch(['--resume', '--service', 'web']);
    expect([code, stderr.includes('other options')]).toEqual([2, true]);
  });
});

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
