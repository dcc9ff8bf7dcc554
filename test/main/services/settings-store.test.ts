import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings, loadSettings, saveSettings } from '../../../main/services/settings-store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faultline-settings-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const stored = (content: unknown): Promise<void> =>
  writeFile(join(folder, 'settings.json'), typeof content === 'string' ? content : JSON.stringify(content));

describe('the settings', () => {
  it('come back as they were saved', async () => {
    const settings = { ...defaultSettings, theme: 'dark', anchors: ['8.8.4.4:853'] } as const;
    await saveSettings(folder, settings);
    expect(await loadSettings(folder)).toEqual(settings);
  });

  it('of an earlier version keep what it knew and take the default for the rest', async () => {
    const { anchors: _, ...earlier } = { ...defaultSettings, language: 'nl' } as const;
    await stored({ schemaVersion: 1, settings: earlier });
    expect(await loadSettings(folder)).toEqual({ ...defaultSettings, language: 'nl' });
  });

  it.each([
    ['cut off', '{"schemaVersion":1,'],
    ['of a newer version', { schemaVersion: 2, settings: defaultSettings }],
    ['of a wrong kind', { schemaVersion: 1, settings: { ...defaultSettings, theme: 'pink' } }],
    ['without settings', { schemaVersion: 1, settings: null }],
  ])('%s are set aside, and the defaults stand', async (_, content) => {
    await stored(content);
    expect(await loadSettings(folder)).toEqual(defaultSettings);
    expect(await readdir(folder)).toEqual(['settings.json.unreadable']);
  });
});
