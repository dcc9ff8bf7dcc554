/** The window in the running app: it has no Node, runs in a world of its own, and has one door that looks at what it gets. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { channels, type Channel } from '../../main/contract/channels.ts';
import { startApp, type RunningApp } from './support/app.ts';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.close());

describe('the page', () => {
  it('has nothing of Node and one thing of ours', async () => {
    expect(
      await running.page.evaluate(() => ({
        node: ['process', 'require', 'module', 'Buffer', 'global', 'setImmediate', '__dirname'].filter(
          (name) => name in globalThis,
        ),
        api: Object.keys(window.api ?? {}).sort(),
      })),
    ).toEqual({ node: [], api: ['call', 'on', 'pathOf'] });
  });

  it('cannot change what it was given', async () => {
    expect(
      await running.page.evaluate(() => {
        const { api } = window;
        try {
          Object.assign(window, { api: { call: () => 'mine' } });
        } catch {
          // refused
        }
        return window.api === api;
      }),
    ).toBe(true);
  });

  it('runs in a sandbox, in a world of its own', async () => {
    const preferences = await running.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      const contents = window?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      const { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity } =
        contents.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webviewTag: webviewTag ?? false, webSecurity };
    });
    expect(preferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
    });
  });
});

describe('the door', () => {
  const refused = { ok: false, error: { key: 'app.error.bad_request', text: expect.any(String) as string } };
  const ask = (channel: unknown, input?: unknown) => running.call(channel as Channel, input as never);

  it.each([
    'nope',
    '',
    '__proto__',
    'constructor',
    'toString',
    'report:file',
    'ticket:file',
    7,
    null,
    {},
    ['app:start'],
  ])('refuses the channel %j', async (channel) => {
    expect(await ask(channel)).toEqual(refused);
  });

  const takesNothing = (Object.keys(channels) as Channel[]).filter(
    (channel) => channels[channel].input instanceof z.ZodUndefined,
  );

  it.each(Object.keys(channels) as Channel[])('refuses malformed input to %s', async (channel) => {
    const malformed: unknown[] = [
      null,
      7,
      'text',
      [],
      { surplus: true },
      { id: '../../etc/passwd\u0000'.repeat(10), language: 'en' },
      { id: { toString: 'x' }, language: 'xx' },
      'x'.repeat(1_000_000),
      ...(takesNothing.includes(channel) ? [] : [undefined, {}]),
    ];
    for (const input of malformed) expect(await ask(channel, input)).toEqual(refused);
  });

  it('refuses a page that is not the app’s own, even with the same preload', async () => {
    const replies = await running.app.evaluate(async ({ app, BrowserWindow }) => {
      const preload = `${app.getAppPath()}/out/main/preload.cjs`;
      const foreign = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, contextIsolation: true },
      });
      const ask = (url: string): Promise<unknown> =>
        foreign
          .loadURL(url)
          .then(() =>
            foreign.webContents.executeJavaScript(
              `window.api.call('app:start').then((reply) => JSON.stringify(reply))`,
            ),
          );
      const said = [await ask('data:text/html,<p>hello'), await ask('app://faultline/index.html')];
      foreign.destroy();
      return said.map((text) => JSON.parse(text as string) as unknown);
    });
    expect(replies).toEqual([refused, refused]);
  });

  it('opens nothing outside that could start a program', async () => {
    for (const url of [
      'file:///etc/passwd',
      'javascript:alert(1)',
      'http://example.test/',
      'smb://example.test/share',
      'https://user:secret@example.test/',
      'ms-settings:',
      'https://example.test/\nx',
      ' https://example.test/',
    ])
      expect(await ask('external:open', { url })).toMatchObject({
        ok: false,
        error: { key: 'app.error.not_external' },
      });
  });
});
