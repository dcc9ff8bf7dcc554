/** Runs of the schedule: looks at the clock while the app lives, and tells on the desktop only what changed. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, Notification, powerMonitor } from 'electron';
import { z } from 'zod';
import type { SettingsView } from '../contract/views.ts';
import type { EngineLink } from '../ipc/engine-link.ts';
import { writeAtomically } from '../services/file-writer.ts';
import type { PlainTexts } from '../services/plain-texts.ts';
import { createScheduler, nextDue } from '../services/schedule.ts';
import type { Language } from '../../diagnostics/model/vocabulary.ts';
import { createTray } from './tray.ts';

export interface ScheduledRunsOptions {
  readonly userData: string;
  readonly resources: string;
  readonly engine: EngineLink;
  readonly settings: () => SettingsView;
  readonly language: () => Language;
  readonly text: PlainTexts;
  /** Opens the window, or brings it to the front, with the board in it. */
  readonly showBoard: () => void;
}

export interface ScheduledRuns {
  /** After the settings have changed. */
  apply(before: SettingsView['schedule'] | null): void;
  /** The person had the whole list checked: that counts as the run of the day. */
  looked(): void;
  /** The last window was closed. True when the app goes on without one; that is said once. */
  staysInTray(): boolean;
}

/** As often as the clock is looked at: a timer of hours would not outlive a night's sleep of the machine. */
const TICK_MS = 30_000;

const stateSchema = z.object({
  schemaVersion: z.literal(1),
  /** Epoch milliseconds; null before the first time. */
  lastRun: z.number().nullable(),
  /** That the app goes on in the tray was said. */
  isTraySaid: z.boolean(),
});
type State = Readonly<z.infer<typeof stateSchema>>;
const none: State = { schemaVersion: 1, lastRun: null, isTraySaid: false };

export function createScheduledRuns(options: ScheduledRunsOptions): ScheduledRuns {
  const { userData, resources, engine, settings, language, text, showBoard } = options;
  const file = join(userData, 'schedule.json');
  const tray = createTray();
  const load = async (): Promise<State> => {
    try {
      return stateSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    } catch {
      return none;
    }
  };
  const change = async (part: Partial<State>): Promise<void> =>
    writeAtomically(file, JSON.stringify({ ...(await load()), ...part }));

  const notify = (title: string, body: string): void => {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body });
    notification.on('click', showBoard);
    notification.show();
  };
  const scheduler = createScheduler({
    schedule: () => settings().schedule,
    now: Date.now,
    isBusy: async () => (await engine.call('batch:state', undefined)).progress !== null,
    run: async () => {
      const outcome = await engine.call('batch:again', { language: language() });
      if (outcome !== null && outcome.text !== '') notify(text('notification.title'), outcome.text);
      showNext();
    },
    load: async () => (await load()).lastRun,
    save: (lastRun) => change({ lastRun }),
  });
  const showNext = (): void => {
    const next = nextDue(settings().schedule, Date.now());
    const time = next === null ? null : timeText(next, language());
    tray.set(time, { resources, text, onShow: showBoard, onQuit: () => app.quit() });
  };
  // A refusal (an engine that starts again, a full disk) leaves the next look to try once more.
  const check = (): void => void scheduler.check().catch(() => undefined);
  setInterval(check, TICK_MS);
  powerMonitor.on('resume', check);
  return {
    apply: (before) => {
      showNext();
      const { every } = settings().schedule;
      // From now on: what would have been due before is not made up for.
      if (before !== null && before.every === 'off' && every !== 'off') void scheduler.settle();
    },
    looked: () => void scheduler.settle(),
    staysInTray: () => {
      if (!tray.isOn()) return false;
      void load().then(async ({ isTraySaid }) => {
        if (isTraySaid) return;
        notify(text('notification.tray_title'), text('notification.tray'));
        await change({ isTraySaid: true });
      });
      return true;
    },
  };
}

const timeText = (time: number, language: Language): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
  }).format(time);
