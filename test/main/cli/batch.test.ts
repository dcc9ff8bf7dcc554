import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../main/services/engine.ts';
import { sampleReport } from '../../diagnostics/report/sample-report.ts';
import { engineOf, faulty, healthy, listOf, offline } from './test-batch.ts';
import { cli, engineWith, pathOf, writeFile } from './test-cli.ts';

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
