import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../diagnostics/model/vocabulary.ts';
import { readBundle } from '../../../diagnostics/report/bundle/read-bundle.ts';
import type { OperationView } from '../../../main/contract/views.ts';
import { demoReport, freshFolder, testEngine, type TestEngine } from './test-engine.ts';

/** One run of the demo for the whole file: everything here only looks at it. */
describe('a run of the demo', () => {
  let engine: TestEngine;
  let id: string;
  beforeAll(async () => {
    engine = await testEngine();
    id = await demoReport(engine);
  }, 40_000);
  const view = () => engine.call('reports:view', { id, language: 'en' });
  const ticket = (part: object = {}) =>
    engine.call('ticket:compose', { id, language: 'en', problem: 0, answers: {}, keep: [], ...part });

  it('tells its plan first, then operations, then its end', () => {
    const types = engine.pushes.map(({ type }) => type);
    expect([types[0], types.at(-1)]).toEqual(['plan', 'finished']);
    expect(new Set(types.slice(1, -1))).toEqual(new Set(['operations']));
  });

  it('sends few pushes for many operations, and ends with every operation told', async () => {
    const told = new Map<string, OperationView>();
    for (const push of engine.pushes)
      if (push.type === 'operations') for (const each of push.operations) told.set(each.id, each);
    const { operations } = await view();
    expect(engine.pushes.length).toBeLessThan(operations.length / 2);
    for (const { startMs, ...operation } of operations) {
      const live = told.get(operation.id);
      expect(live).toMatchObject(operation);
      expect(Math.abs((live?.startMs ?? 0) - (startMs ?? 0))).toBeLessThan(500);
    }
  });

  it('leaves no journal behind', () => {
    expect(readdirSync(join(engine.folder, 'journal'))).toEqual([]);
  });

  it('is shown with problems, sides, clauses and findings', async () => {
    const report = await view();
    expect(report.summary).toBe(report.problems[0]?.headline);
    expect(report.problems.length).toBeGreaterThanOrEqual(4);
    expect(new Set(report.problems.map(({ side }) => side)).size).toBeGreaterThanOrEqual(3);
    for (const problem of report.problems) {
      expect(problem.scope[0]?.paragraphs.join(' ')).toMatch(/section/u);
      expect(problem.evidence.length).toBeGreaterThan(0);
    }
    expect(report.findings.map(({ area }) => area)).toEqual(['local', 'dns', 'web', 'mail', 'ftp', 'ssh']);
  });

  it('marks the way: what worked, and where it breaks on whose side', async () => {
    const { stations } = await view();
    expect(stations.map(({ id: station, state, side }) => [station, state, side])).toEqual([
      ['you', 'works', null],
      ['your_network', 'works', null],
      ['access_provider', 'broken', 'network_path'],
      ['dns', 'works', null],
      ['server', 'works', null],
      ['service', 'broken', 'provider'],
    ]);
  });

  it('points with its evidence at observations that can be opened', async () => {
    const { problems } = await view();
    const [first] = problems.flatMap(({ evidence }) => evidence);
    const text = await engine.call('reports:observation', { id, observation: first?.observation ?? '' });
    expect(JSON.parse(text)).toMatchObject({ id: first?.observation });
    expect(await engine.refusal('reports:observation', { id, observation: 'nothing/1' })).toBe(
      'app.error.unknown_observation',
    );
  });

  it.each(languages)('is worded throughout in %s', async (language) => {
    const report = await engine.call('reports:view', { id, language });
    const composed = await engine.call('ticket:compose', { id, language, problem: 0, answers: {}, keep: [] });
    const { html: _html, ...words } = composed;
    const unworded = [
      ...JSON.stringify([report, words]).matchAll(
        /"((?:app|report|ticket|cause|check|rival|evidence|scope|question)\.[\w.-]+)"/gu,
      ),
    ]
      .map(([, key]) => key ?? '')
      .filter((key) => !key.startsWith('ticket.') || !words.questions.some((each) => each.key === key));
    expect(unworded).toEqual([]);
  });

  it('stands in the history and is found by name, sentence and provider', async () => {
    const found = async (search: string) =>
      (await engine.call('reports:list', { language: 'en', search })).map((entry) => entry.id);
    expect(await found('')).toEqual([id]);
    expect(await found('BAKERY expired')).toEqual([id]);
    expect(await found('demo hosting')).toEqual([id]);
    expect(await found('bakery nowhere')).toEqual([]);
  });

  it('asks for what the desk needs, and writes answers into the ticket', async () => {
    const before = await ticket();
    expect(before.questions.find(({ key }) => key === 'ticket.customer_number')?.value).toBe('');
    const after = await ticket({ answers: { 'ticket.customer_number': 'K-1234' } });
    expect(after.body).toContain('K-1234');
    expect(before.body).not.toContain('K-1234');
  });

  it('takes a secret out of an answer', async () => {
    const { body, html } = await ticket({
      answers: { 'ticket.error_seen': 'login failed: password=hunter2secret' },
    });
    expect(`${body}${html}`).not.toContain('hunter2secret');
  });

  it('lets the person switch what may stand, and never a secret', async () => {
    const { redactions } = await ticket({ keep: ['secret', 'local_address'] });
    expect(redactions.map((each) => [each.id, each.isOn])).toEqual([
      ['secret', true],
      ['local_name', true],
      ['mailbox', true],
      ['local_address', false],
    ]);
  });

  it.each(['txt', 'md', 'html', 'eml', 'json', 'faultline'] as const)('leaves as %s', async (format) => {
    const { name, content } = await engine.call('ticket:file', {
      id,
      language: 'nl',
      problem: 0,
      answers: {},
      keep: [],
      format,
    });
    expect(name).toMatch(new RegExp(`^lighthouse-bakery\\.test-[\\w-]+\\.${format}$`, 'u'));
    expect(content.length).toBeGreaterThan(1_000);
  });

  it('refuses the ticket of a problem that is not there', async () => {
    expect(
      await engine.refusal('ticket:compose', { id, language: 'en', problem: 99, answers: {}, keep: [] }),
    ).toBe('app.error.unknown_problem');
  });

  it('is saved as a bundle that reads back', async () => {
    const { content } = await engine.call('report:file', { id, language: 'en' });
    expect(await readBundle(Buffer.from(content))).toMatchObject({ ok: true });
  });

  it('opened elsewhere as a file, is judged again with nothing to differ', async () => {
    const { content, name } = await engine.call('report:file', { id, language: 'en' });
    const file = join(freshFolder(), name);
    writeFileSync(file, content);
    const agent = await testEngine();
    const opened = await agent.call('reports:open-file', { path: file, language: 'en' });
    expect(await agent.call('reports:open-file', { path: file, language: 'en' })).toEqual(opened);
    const report = await agent.call('reports:view', { ...opened, language: 'en' });
    expect(report.judgedAgain).toEqual({ isSame: true, differences: [] });
    expect(report.provider?.name).toBe('Demo Hosting');
    expect(await agent.call('reports:list', { language: 'en', search: '' })).toMatchObject([
      { origin: 'file' },
    ]);
  });

  it('compares with itself never, with another run always', async () => {
    expect(await engine.refusal('reports:compare', { left: id, right: id, language: 'en' })).toBe(
      'views.same_report',
    );
  });

  it('answers a question by judging again, and keeps the answer', async () => {
    await engine.call('reports:answer', { id, language: 'en', facts: { works_elsewhere: 'yes' } });
    const raw = await engine.call('reports:observation', { id, observation: 'statement/works_elsewhere' });
    expect(JSON.parse(raw)).toMatchObject({ data: { value: 'yes' } });
    const later = await testEngine(engine.folder);
    expect(await later.call('reports:observation', { id, observation: 'statement/works_elsewhere' })).toBe(
      raw,
    );
  });

  it('makes the list again when the index is lost', async () => {
    rmSync(join(engine.folder, 'history.db'));
    const later = await testEngine(engine.folder);
    expect(await later.call('reports:list', { language: 'en', search: '' })).toMatchObject([
      { id, origin: 'demo', problems: 5 },
    ]);
  });

  it('keeps nothing of this account’s name in what it writes', () => {
    const written = readdirSync(engine.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    expect(written.join('')).not.toMatch(/\/home\/(?!<user>)\w/u);
  });
});

describe('a run of the demo that is cancelled', () => {
  it('ends with a report of what was seen', async () => {
    const engine = await testEngine();
    const { runId } = await engine.call('run:start', { language: 'en', text: '', isDemo: true });
    await engine.until('operations');
    await engine.call('run:cancel', { runId });
    expect(await engine.until('finished')).toMatchObject({ ending: 'cancelled' });
  });

  it('lets no second run begin beside it', async () => {
    const engine = await testEngine();
    const { runId } = await engine.call('run:start', { language: 'en', text: '', isDemo: true });
    expect(await engine.refusal('run:start', { language: 'en', text: '', isDemo: true })).toBe(
      'app.error.run_under_way',
    );
    await engine.call('run:cancel', { runId });
    await engine.until('finished');
  });
});
