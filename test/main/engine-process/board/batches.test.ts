/** Batches of the app, with an engine whose runs end as the test says. */
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../../diagnostics/model/report.ts';
import type { Engine } from '../../../../main/services/engine.ts';
import { defaultSettings, saveSettings } from '../../../../main/services/settings-store.ts';
import { sampleReport } from '../../../diagnostics/report/sample-report.ts';
import { freshFolder, testEngine, type TestEngine } from '../test-engine.ts';

type Ends = (domain: string) => Partial<Report> | Error;

/** Runs come to their end at once, or hang until they are cut off. */
function engineThat(ends: Ends, asked: string[] = []): Partial<Engine> {
  const run: Engine['run'] = async function* fakeRun({ request, signal }) {
    const { domain } = request.target;
    asked.push(domain);
    const end = ends(domain);
    if (end instanceof Error) throw end;
    if (domain.startsWith('slow'))
      await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
    const at = new Date().toISOString();
    yield {
      type: 'run_finished',
      run: 'r',
      seq: 1,
      at,
      report: sampleReport({
        id: `0000000c-${Buffer.from(domain).toString('hex').slice(0, 30)}`,
        request,
        status: 'healthy',
        problems: [],
        startedAt: at,
        finishedAt: at,
        ...(signal?.aborted === true ? { ending: 'cancelled' } : {}),
        ...end,
      }),
    } as never;
  };
  return { run };
}

function listOf(lines: readonly string[]): string {
  const path = join(mkdtempSync(join(tmpdir(), 'faultline-list-')), 'clients.csv');
  writeFileSync(path, lines.join('\n'));
  return path;
}

const all = { text: '', state: null, change: null, provider: null, side: null, service: null, tag: null };
const board = async (engine: TestEngine) => {
  const page = await engine.call('board:rows', {
    language: 'en',
    filter: all,
    isGrouped: false,
    closed: [],
    offset: 0,
    limit: 50,
  });
  return page.items.map((item) => (item.type === 'client' ? `${item.displayName} ${item.state}` : ''));
};

/** Until that many are finished. */
async function done(engine: TestEngine, count: number): Promise<void> {
  const finished = async () => (await engine.call('batch:state', undefined)).progress?.done;
  await expect.poll(finished, { timeout: 10_000 }).toBe(count);
}

describe('a list', () => {
  const path = listOf([
    'Customer;Domain name;Package',
    'Ann;bakery.test;Gold',
    'Ben;no domain at all;',
    'Cas;bikes.test;',
  ]);

  it('is shown as it was understood, before anything is checked', async () => {
    const asked: string[] = [];
    const engine = await testEngine(
      freshFolder(),
      engineThat(() => ({}), asked),
    );
    const view = await engine.call('batch:read', { language: 'en', path, columns: {} });
    expect(view).toMatchObject({
      name: 'clients.csv',
      clients: 2,
      columns: [
        { id: '1', label: 'Customer' },
        { id: '2', label: 'Domain name' },
        { id: '3', label: 'Package' },
      ],
      roles: { domain: '2', client: '1', provider: '', product: '3', tags: '' },
      sample: [
        { domain: 'bakery.test', client: 'Ann', provider: '', product: 'Gold', tags: '' },
        { domain: 'bikes.test', client: 'Cas', provider: '', product: '', tags: '' },
      ],
      refusedCount: 1,
    });
    expect(asked).toEqual([]);
  });

  it('is understood as the person corrects it', async () => {
    const engine = await testEngine();
    const view = await engine.call('batch:read', {
      language: 'en',
      path,
      columns: { client: '', tags: '3' },
    });
    expect([view.roles, view.sample[0]]).toEqual([
      { domain: '2', client: '', provider: '', product: '3', tags: '3' },
      { domain: 'bakery.test', client: '', provider: '', product: 'Gold', tags: 'Gold' },
    ]);
  });

  it.each([
    ['app.error.empty_list', listOf(['domain', ''])],
    ['batch.error.no_domain_column', listOf(['just words', 'and more words'])],
  ])('of no use is refused with %s', async (key, useless) => {
    const engine = await testEngine();
    expect(await engine.refusal('batch:start', { language: 'en', path: useless, columns: {} })).toBe(key);
    expect(await engine.call('batch:state', undefined)).toEqual({
      progress: null,
      unfinished: null,
      list: null,
    });
  });
});

describe('a batch', () => {
  it('puts everybody on the board: the broken one with its reason, each report behind its row', async () => {
    const engine = await testEngine(
      freshFolder(),
      engineThat((domain) => (domain === 'odd.test' ? new Error('something broke') : {})),
    );
    const path = listOf(['bakery.test', 'odd.test', 'bikes.test']);
    await engine.call('batch:start', { language: 'en', path, columns: {} });
    expect(await engine.batchEnd()).toEqual({ type: 'ended', ending: 'completed', isScheduled: false });
    expect(await board(engine)).toEqual(['odd.test failed', 'bakery.test healthy', 'bikes.test healthy']);
    const { items } = await engine.call('board:rows', {
      language: 'en',
      filter: { ...all, text: 'bakery' },
      isGrouped: false,
      closed: [],
      offset: 0,
      limit: 1,
    });
    const [row] = items;
    const report = row?.type === 'client' ? row.report : null;
    const view = await engine.call('reports:view', { language: 'en', id: report ?? '' });
    expect(view.displayName).toBe('bakery.test');
    expect(await engine.call('reports:list', { language: 'en', search: '' })).toEqual([]);
  });

  it('runs alone, stops when it is told to, keeps what is finished, and goes on with the rest alone', async () => {
    const folder = freshFolder();
    const first = await testEngine(
      folder,
      engineThat(() => ({})),
    );
    const path = listOf(['bakery.test', 'slow.test', 'bikes.test']);
    await first.call('batch:start', { language: 'en', path, columns: {} });
    expect(await first.refusal('batch:start', { language: 'en', path, columns: {} })).toBe(
      'app.error.batch_under_way',
    );
    await done(first, 2);
    await first.call('batch:cancel', undefined);
    expect(await first.batchEnd()).toMatchObject({ ending: 'cancelled' });

    const asked: string[] = [];
    const second = await testEngine(
      folder,
      engineThat(() => ({}), asked),
    );
    expect(await second.call('batch:state', undefined)).toEqual({
      progress: null,
      unfinished: { name: 'clients.csv', done: 2, total: 3 },
      list: 'clients.csv',
    });
    void second.call('batch:resume', { language: 'en' });
    await expect.poll(() => asked).toEqual(['slow.test']);
    await second.call('batch:cancel', undefined);
    await second.batchEnd();
    expect(asked).toEqual(['slow.test']);
  });

  it('stops when this computer goes offline, and says so of nobody', async () => {
    const offline = sampleReport()
      .problems.slice(0, 1)
      .map((problem) => ({ ...problem, rootCause: 'network.offline' }));
    const engine = await testEngine(
      freshFolder(),
      engineThat(() => ({ status: 'problems_found', problems: offline })),
    );
    await engine.call('batch:start', { language: 'en', path: listOf(['bakery.test']), columns: {} });
    expect(await engine.batchEnd()).toMatchObject({ ending: 'offline' });
    expect(await board(engine)).toEqual([]);
  });
});

describe('what is kept no longer', () => {
  const filled = async () => {
    const engine = await testEngine(
      freshFolder(),
      engineThat((domain) => (domain === 'bakery.test' ? { startedAt: '2020-01-01T10:00:00.000Z' } : {})),
    );
    const path = listOf(['bakery.test', 'bikes.test']);
    await engine.call('batch:start', { language: 'en', path, columns: {} });
    await engine.batchEnd();
    const inFolder = (folder: string) => readdirSync(join(engine.folder, folder)).sort();
    return { engine, inFolder };
  };
  const fileOf = (domain: string) =>
    `board-0000000c-${Buffer.from(domain).toString('hex').slice(0, 30)}.faultline`;

  it('goes with its reports and journals, and so does what a crash left behind', async () => {
    const { engine, inFolder } = await filled();
    const left = join(engine.folder, 'board', fileOf('left.test'));
    writeFileSync(left, '');
    utimesSync(left, 0, 0);
    const [journal = ''] = inFolder('batches').filter((name) => name.endsWith('.ndjson'));
    writeFileSync(join(engine.folder, 'batches', `${'a'.repeat(16)}-20200101100000000.ndjson`), '');
    await saveSettings(engine.folder, { ...defaultSettings, keepMonths: 1 });
    const atNextStart = await testEngine(engine.folder);
    await atNextStart.call('history:retain', undefined);
    expect(inFolder('board')).toEqual([fileOf('bikes.test')]);
    expect(inFolder('batches')).toEqual([journal, 'latest.json', 'list.csv']);
    expect(await board(atNextStart)).toEqual(['bikes.test healthy']);
  });

  it('is nothing at all once everything is deleted', async () => {
    const { engine } = await filled();
    await engine.call('privacy:delete-all', undefined);
    const left = readdirSync(engine.folder, { recursive: true, withFileTypes: true });
    expect(left.filter((each) => each.isFile()).map(({ name }) => name)).toEqual([]);
    expect(await board(engine)).toEqual([]);
  });
});

describe('the ends of registrations', () => {
  const calendar = async (engine: TestEngine) =>
    (
      await engine.call('board:expiries', {
        language: 'en',
        filter: all,
        period: 'month',
        offset: 0,
        limit: 10,
      })
    ).items.flatMap((item) => (item.type === 'expiry' ? [`${item.kind} ${item.name}`] : []));

  it.each([
    [true, ['domain bakery.com']],
    [false, []],
  ])(
    'are asked for after a batch and stand in the calendar, as the settings want it: %s',
    async (registrations, told) => {
      const asked: string[] = [];
      const engine = await testEngine(freshFolder(), {
        ...engineThat(() => ({ observations: [] })),
        askRegistration: (domain) => {
          asked.push(domain);
          return Promise.resolve({ outcome: 'answered', expiresAt: '2099-01-01T00:00:00.000Z' });
        },
      });
      await saveSettings(engine.folder, { ...defaultSettings, registrations });
      await engine.call('batch:start', {
        language: 'en',
        path: listOf(['bakery.com', 'bikes.test']),
        columns: {},
      });
      await engine.batchEnd();
      await expect.poll(() => calendar(engine)).toEqual(told);
      expect(asked).toEqual(registrations ? ['bakery.com'] : []);
    },
  );
});

describe('the schedule', () => {
  it('goes through the latest list once more, also when the file has gone, and tells only what changed', async () => {
    let isBroken = false;
    const problems = sampleReport().problems.slice(0, 1);
    const engine = await testEngine(
      freshFolder(),
      engineThat((domain) =>
        isBroken && domain === 'bikes.test' ? { status: 'problems_found', problems, id: '0000000d-1' } : {},
      ),
    );
    const again = () => engine.call('batch:again', { language: 'en' });
    expect(await again()).toBeNull();
    const path = listOf(['bakery.test', 'bikes.test']);
    await engine.call('batch:start', { language: 'en', path, columns: {} });
    await engine.batchEnd();
    rmSync(path);
    expect(await again()).toEqual({ ending: 'completed', text: '' });
    isBroken = true;
    expect(await again()).toEqual({
      ending: 'completed',
      text: 'bikes.test: new problem: certificate expired',
    });
  });
});
