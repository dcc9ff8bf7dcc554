/** The person's settings in one versioned file. What cannot be read is set aside, never guessed at. */
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { settingsSchema } from '../contract/channels.ts';
import type { SettingsView } from '../contract/views.ts';
import { writeAtomically } from './file-writer.ts';

export const defaultSettings: SettingsView = {
  language: 'system',
  theme: 'system',
  outsideView: false,
  resolvers: [],
  anchors: [],
  defaultProvider: null,
  schedule: { every: 'off', hour: 7, weekday: 1 },
  registrations: true,
  keepMonths: null,
  reportName: '',
  reportLogo: null,
};

/** What an earlier version did not know yet stands as by default. */
const storedSchema = z.object({
  schemaVersion: z.literal(1),
  settings: z.preprocess(
    (stored) => (stored !== null && typeof stored === 'object' ? { ...defaultSettings, ...stored } : stored),
    settingsSchema,
  ),
});

const fileIn = (folder: string): string => join(folder, 'settings.json');

export async function loadSettings(folder: string): Promise<SettingsView> {
  let text: string;
  try {
    text = await readFile(fileIn(folder), 'utf8');
  } catch {
    return defaultSettings;
  }
  const settings = parsed(text);
  if (settings !== null) return settings;
  await rename(fileIn(folder), `${fileIn(folder)}.unreadable`).catch(() => undefined);
  return defaultSettings;
}

export const saveSettings = (folder: string, settings: SettingsView): Promise<void> =>
  writeAtomically(fileIn(folder), `${JSON.stringify({ schemaVersion: 1, settings }, null, 2)}\n`);

function parsed(text: string): SettingsView | null {
  try {
    const read = storedSchema.safeParse(JSON.parse(text));
    return read.success ? read.data.settings : null;
  } catch {
    return null;
  }
}
