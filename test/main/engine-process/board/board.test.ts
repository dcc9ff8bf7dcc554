/** The board as the window gets it: pages of words, made from what the history holds. */
import { beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../../diagnostics/model/vocabulary.ts';
import type { BoardFilter, BoardItem } from '../../../../main/contract/board.ts';
import { recordClients } from '../../../support/board-clients.ts';
import { freshFolder, testEngine, type TestEngine } from '../test-engine.ts';

const COUNT = 400;
const all: BoardFilter = {
  text: '',
  state: null,
  change: null,
  provider: null,
  side: null,
  service: null,
  tag: null,
};
let engine: TestEngine;
beforeAll(async () => {
  const folder = freshFolder();
  await recordClients(folder, COUNT, Date.now());
  engine = await testEngine(folder);
});

const rows = (input: Partial<Parameters<typeof ask>[0]> = {}) =>
  ask({ language: 'en', filter: all, isGrouped: true, closed: [], offset: 0, limit: 200, ...input });
const ask = (input: Parameters<TestEngine['call']>[1] & object) => engine.call('board:rows', input as never);

async function everything(isGrouped: boolean): Promise<readonly BoardItem[]> {
  const items: BoardItem[] = [];
  for (;;) {
    const page = await rows({ isGrouped, offset: items.length });
    items.push(...page.items);
    if (items.length >= page.total) return items;
  }
}

describe('the board', () => {
  it('shows every client once, in pages, with headings or without', async () => {
    const clients = (items: readonly BoardItem[]) =>
      items
        .filter((item) => item.type === 'client')
        .map(({ id }) => id)
        .sort();
    const [grouped, flat] = [clients(await everything(true)), clients(await everything(false))];
    expect([grouped.length, new Set(grouped).size]).toEqual([COUNT, COUNT]);
    expect(flat).toEqual(grouped);
  });

  it('names what clients share, and when it ends', async () => {
    const { items } = await rows();
    expect(items[0]).toEqual({
      type: 'group',
      id: 'tls.certificate.renewal_due certificate MAIL:3',
      kind: 'cause',
      state: 'broken',
      headline: 'The same certificate (mail3.provider.test): certificate about to expire, expires in 3 days',
      side: 'provider',
      clients: 3,
      listed: 3,
      isOpen: true,
      ticket: null,
    });
  });

  it('counts what there is, and offers only that', async () => {
    const { states, changes, sides, services, tags, providers, clients } = await engine.call('board:view', {
      language: 'en',
    });
    expect({
      states,
      changes,
      sides,
      services,
      tags,
      clients,
      providers: providers.map(({ id }) => id),
    }).toEqual({
      clients: COUNT,
      states: { broken: 11, suspected: 5, failed: 2, could_not_tell: 2, not_tested: 2, healthy: 378 },
      changes: { new: 3, worse: 0, moved: 0, better: 0, gone: 0, same: 391, first: 0, unknown: 6 },
      sides: ['provider', 'third_party', 'undetermined'],
      services: ['dns', 'web', 'mail'],
      tags: ['care plan', 'shops'],
      providers: ['haisoft', 'webcanyon'],
    });
  });

  it.each(languages)('words every row in %s: no key is left', async (language) => {
    const items = (await everything(false)).length > 0 ? (await rows({ language })).items : [];
    const keys = items.map(({ headline }) => headline).filter((text) => /^[a-z_]+(\.[a-z_]+)+$/u.test(text));
    expect(keys).toEqual([]);
  });

  it('searches in what is read, by every word', async () => {
    const found = await rows({ filter: { ...all, text: 'SHOPS care mail3.provider' } });
    expect(found.clients).toBeGreaterThan(0);
    expect(found.items.every((item) => item.type === 'group' || item.tags.includes('shops'))).toBe(true);
  });

  it.each(['csv', 'json', 'ndjson', 'html'] as const)(
    'is saved as %s with those that the filter shows',
    async (format) => {
      const filter = { ...all, state: 'failed' } as const;
      const { items } = await rows({ filter, isGrouped: false });
      const { name, content } = await engine.call('history:file', { language: 'en', filter, format });
      expect(name.endsWith(`.${format}`)).toBe(true);
      const named = new Set(String(content).match(/[a-z]+-[a-z]+-\d{4}\.test/gu));
      expect([...named].sort()).toEqual(items.map(({ id }) => id).sort());
    },
  );

  it('gives the calendar in pages, the soonest first', async () => {
    const page = await engine.call('board:expiries', {
      language: 'en',
      filter: all,
      period: 'month',
      offset: 0,
      limit: 200,
    });
    const times = page.items.flatMap((item) => (item.type === 'expiry' ? [item.at] : []));
    expect(times).toEqual([...times].sort());
    expect(page.total).toBeGreaterThan(COUNT * 2);
  });
});

describe('the door', () => {
  it.each([
    ['board:rows', { language: 'en', filter: all, isGrouped: true, closed: [], offset: 0, limit: 201 }],
    [
      'board:rows',
      { language: 'en', filter: { ...all, state: 'fine' }, isGrouped: true, closed: [], offset: 0, limit: 1 },
    ],
    ['board:rows', { language: 'en', filter: all, isGrouped: true, closed: [], offset: -1, limit: 1 }],
  ] as const)('refuses a wish that is too large or unknown: %s', async (channel, input) => {
    const { channels } = await import('../../../../main/contract/channels.ts');
    expect(channels[channel].input.safeParse(input).success).toBe(false);
  });
});
