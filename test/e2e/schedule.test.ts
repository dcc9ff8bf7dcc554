/** The app lives in the tray without a window, its schedule comes due, and the desktop hears of it only when something changed. */
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { latestBatchFile } from '../../main/engine-process/board/latest-batch.ts';
import { historyFileIn, openHistory } from '../../main/services/history/open-history.ts';
import { defaultSettings, saveSettings } from '../../main/services/settings-store.ts';
import { aSummary } from '../support/summary-factories.ts';
import { freshFolder, startApp, words as t, type RunningApp } from './support/app.ts';

const DOMAIN = 'bakery.test';
const yesterday = new Date(Date.now() - 86_400_000).toISOString();
const userData = freshFolder();
const batches = latestBatchFile(userData);
const servers: Server[] = [];
let running: RunningApp;

/** An internet of two hosts that answer, and nothing that knows a name: whoever looks at a domain finds the same each time. */
async function writeNetwork(): Promise<string> {
  const host = async (operator: string) => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return { operator, name: `${operator}.test`, address: '127.0.0.1', family: 4, port };
  };
  const lists = { rootServers: [], publicResolvers: [], anchorNames: [], rdapServers: [] };
  const file = join(userData, 'network.json');
  const anchors = [await host('one'), await host('two')];
  writeFileSync(file, JSON.stringify({ schemaVersion: 1, ...lists, anchors }));
  return file;
}

/** The list was gone through yesterday, all was well, and the schedule has been due since. */
async function writePast(): Promise<void> {
  await openHistory(historyFileIn(userData), () => undefined).record([
    aSummary({ domain: DOMAIN, displayName: DOMAIN, startedAt: yesterday, finishedAt: yesterday }),
  ]);
  mkdirSync(batches.folder);
  writeFileSync(batches.copy, `${DOMAIN}\n`);
  const path = join(userData, 'moved away since.csv');
  const latest = { schemaVersion: 1, path, name: 'clients.csv', columns: {}, total: 1 } as const;
  await batches.save({ ...latest, startedAt: yesterday, ending: 'completed' });
  await saveSettings(userData, {
    ...defaultSettings,
    schedule: { every: 'daily', hour: new Date().getHours(), weekday: 1 },
  });
}

const setDue = (): void =>
  writeFileSync(
    join(userData, 'schedule.json'),
    JSON.stringify({ schemaVersion: 1, lastRun: Date.parse(yesterday), isTraySaid: true }),
  );

interface Heard {
  readonly title: string;
  readonly body: string;
}
type Desktop = typeof globalThis & { heard: (Heard & { emit(event: 'click'): void })[] };

/** What would appear on the desktop is kept in place of being shown: the test's display has nobody who shows it. */
const listen = () =>
  running.app.evaluate(({ Notification }) => {
    const heard: Desktop['heard'] = [];
    (globalThis as Desktop).heard = heard;
    Notification.isSupported = () => true;
    Notification.prototype.show = function show() {
      heard.push(this);
    };
  });
const heard = () =>
  running.app.evaluate(() =>
    (globalThis as Desktop).heard.map(({ title, body }): Heard => ({ title, body })),
  );
const windows = () => running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

/** The machine wakes up with a schedule that is due; until the run that this starts has ended. */
async function wakeUp(): Promise<void> {
  const before = (await batches.load())?.startedAt;
  setDue();
  await running.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'));
  const ended = async () => {
    const latest = await batches.load();
    return latest?.startedAt === before ? null : latest?.ending;
  };
  await expect.poll(ended, { timeout: 60_000, interval: 200 }).toBe('completed');
  // the answer still has to go from the engine to the desktop
  await new Promise((resolve) => {
    setTimeout(resolve, 1_000);
  });
}

beforeAll(async () => {
  await writePast();
  setDue();
  running = await startApp({ userData, args: [`--network=${await writeNetwork()}`] });
  await listen();
});
afterAll(async () => {
  await running.close();
  for (const server of servers) server.close();
});

describe('a schedule that comes due', () => {
  it('goes through the list without a window, and says on the desktop what changed', async () => {
    await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await expect.poll(windows).toBe(0);
    await wakeUp();
    expect(await heard()).toEqual([
      {
        title: expect.any(String) as string,
        body: expect.stringMatching(/^bakery\.test: new problem: /u) as string,
      },
    ]);
    expect(await windows()).toBe(0);
    const { lastRun } = JSON.parse(readFileSync(join(userData, 'schedule.json'), 'utf8')) as {
      lastRun: number;
    };
    expect(lastRun).toBeGreaterThan(Date.parse(yesterday));
  });

  it('says nothing when all is as it was', async () => {
    await wakeUp();
    expect(await heard()).toHaveLength(1);
  });

  it('shows the board when the person clicks on the notice', async () => {
    await running.app.evaluate(() => (globalThis as Desktop).heard[0]?.emit('click'));
    await expect.poll(windows).toBe(1);
    const page = running.app.windows().at(-1) ?? (await running.app.waitForEvent('window'));
    await page.getByRole('heading', { level: 1, name: t('window.board.title') }).waitFor();
    await page.getByText(DOMAIN).first().waitFor();
  });
});
