import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { languages } from '../../../diagnostics/model/vocabulary.ts';
import { loadPlainTexts } from '../../../main/services/plain-texts.ts';
import { findResources } from '../../../main/services/resource-paths.ts';
import { contentOf, contentSecurityPolicy } from '../../../main/window/content.ts';
import { webPreferences } from '../../../main/window/create-window.ts';
import { menuTemplate } from '../../../main/window/menu.ts';

vi.mock('electron', () => ({ Menu: {}, protocol: {}, BrowserWindow: {}, nativeTheme: {}, screen: {} }));

describe('the window', () => {
  it('has nothing of Node, and every lock', () => {
    expect(webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      navigateOnDragDrop: false,
    });
  });
});

describe('the content of the window', () => {
  const outside = mkdtempSync(join(tmpdir(), 'faultline-content-'));
  const folder = join(outside, 'renderer');
  beforeAll(async () => {
    const { mkdir } = await import('node:fs/promises');
    await mkdir(join(folder, 'assets'), { recursive: true });
    writeFileSync(join(folder, 'index.html'), '<p>ours</p>');
    writeFileSync(join(folder, 'assets', 'a.js'), '1');
    writeFileSync(join(folder, 'notes.txt'), 'no kind of ours');
    writeFileSync(join(outside, 'secret.html'), 'secret');
  });

  it('comes with its policy', async () => {
    const response = await contentOf(folder, 'app://faultline/index.html');
    expect(await response.text()).toBe('<p>ours</p>');
    expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
    expect(contentSecurityPolicy).not.toMatch(/unsafe|https?:|\*/u);
  });

  it.each([
    ['a file in a folder', 'app://faultline/assets/a.js', 200],
    ['a way out', 'app://faultline/../secret.html', 404],
    ['an encoded way out', 'app://faultline/%2e%2e/secret.html', 404],
    ['an encoded separator', 'app://faultline/..%2fsecret.html', 404],
    ['a backslash', 'app://faultline/..%5csecret.html', 404],
    ['a zero byte', 'app://faultline/index.html%00.js', 404],
    ['a broken percent form', 'app://faultline/%E0%A4%A.html', 404],
    ['another host', 'app://elsewhere/index.html', 404],
    ['an unknown kind of file', 'app://faultline/notes.txt', 404],
    ['a folder', 'app://faultline/assets', 404],
    ['a file that is not there', 'app://faultline/b.html', 404],
  ])('answers %s with its status', async (_, address, status) => {
    expect((await contentOf(folder, address)).status).toBe(status);
  });
});

describe.each(languages)('the menu in %s', (language) => {
  const text = loadPlainTexts(findResources(), language);
  const items = (platform: NodeJS.Platform): readonly MenuItemConstructorOptions[] =>
    menuTemplate({ text, platform, onCommand: () => undefined }).flatMap((item) => [
      item,
      ...(Array.isArray(item.submenu) ? item.submenu : []),
    ]);

  it.each(['darwin', 'win32', 'linux'] as const)('is worded throughout on %s', (platform) => {
    const labels = items(platform)
      .filter(({ type }) => type !== 'separator')
      .map(({ label }) => label ?? '');
    expect(labels.filter((label) => label === '' || label.startsWith('menu.'))).toEqual([]);
  });

  it.each(['darwin', 'win32', 'linux'] as const)('gives no shortcut twice on %s', (platform) => {
    const keys = items(platform).flatMap(({ accelerator }) => accelerator ?? []);
    expect(keys).toHaveLength(8);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has a place to quit on each platform', () => {
    for (const platform of ['darwin', 'win32', 'linux'] as const)
      expect(items(platform).filter(({ role }) => role === 'quit')).toHaveLength(1);
  });
});
