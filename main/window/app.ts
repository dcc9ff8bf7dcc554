/** Puts the parts together: engine process, window, menu, door, and what the app is asked to open. */
import { dirname, join } from 'node:path';
import { app, nativeTheme, session } from 'electron';
import type { SettingsView } from '../contract/views.ts';
import { openDoor } from '../ipc/door.ts';
import { openReport } from '../ipc/files.ts';
import { linkEngine, ToldError, type EngineLink } from '../ipc/engine-link.ts';
import { createMainHandlers } from '../ipc/handlers.ts';
import { createLog } from '../ipc/log.ts';
import { exitCodes } from '../cli/exit-codes.ts';
import { resourcesRefusal } from '../services/chosen-resources.ts';
import { loadPlainTexts, type PlainTexts } from '../services/plain-texts.ts';
import { loadSettings, saveSettings } from '../services/settings-store.ts';
import type { Language } from '../../diagnostics/model/vocabulary.ts';
import { LINK_SCHEME } from './check-link.ts';
import { serveContent } from './content.ts';
import { createDesk, type Desk } from './desk.ts';
import { forkEngine } from './fork-engine.ts';
import { guardContents, guardSession } from './guards.ts';
import { createScheduledRuns, type ScheduledRuns } from './scheduled-runs.ts';
import { setMenu } from './menu.ts';
import { startData, type StartData } from './start-data.ts';
import { readAsked, type Asked } from './opening.ts';
import { systemLanguage } from './system-language.ts';

interface Surroundings extends StartData {
  settings: SettingsView;
  text: PlainTexts;
  /** The whole list of clients was checked. */
  onWholeList: () => void;
}

const languageOf = ({ language }: SettingsView): Language =>
  language === 'system' ? systemLanguage(app.getPreferredSystemLanguages()) : language;

async function readSurroundings(userData: string): Promise<Surroundings> {
  const data = startData({
    isPackaged: app.isPackaged,
    args: process.argv,
    folder: process.cwd(),
    env: process.env,
  });
  const settings = await loadSettings(userData);
  return {
    ...data,
    settings,
    text: loadPlainTexts(data.resources, languageOf(settings)),
    onWholeList: () => undefined,
  };
}

/** What the engine says without being asked goes to the window. */
function startEngine(userData: string, desk: Desk, here: Surroundings): EngineLink {
  return linkEngine({
    start: () => forkEngine(userData, here),
    onRunPush: (value) => desk.push('run:push', value),
    onReady: ([newest]) => {
      if (newest !== undefined) desk.showReport(newest);
      desk.push('board:push', { type: 'changed' });
    },
    onBoardPush: (push) => {
      desk.push('board:push', push);
      if (push.type === 'ended' && push.ending === 'completed') here.onWholeList();
    },
    onNotice: (notice) => desk.notice(notice[languageOf(here.settings)]),
    text: (key) => here.text(key),
  });
}

const startSchedule = (userData: string, desk: Desk, engine: EngineLink, here: Surroundings): ScheduledRuns =>
  createScheduledRuns({
    userData,
    resources: here.resources,
    engine,
    settings: () => here.settings,
    language: () => languageOf(here.settings),
    text: (key, values) => here.text(key, values),
    showBoard: () => desk.showBoard(),
  });

/** Whether the start ends here: what the person chose cannot be used. A package heeds no such choice (`start-data.ts`). */
async function isRefused(): Promise<boolean> {
  const language = systemLanguage(app.getPreferredSystemLanguages());
  const refusal = app.isPackaged ? null : await resourcesRefusal(process.env, language);
  if (refusal === null) return false;
  process.stderr.write(`${refusal}\n`);
  app.exit(exitCodes.usage);
  return true;
}

/** Called when Electron is ready, with what was asked until then. Returns what to do with further things to open. */
export async function startApp(early: readonly Asked[]): Promise<(asked: Asked) => void> {
  if (await isRefused()) return () => undefined;
  const userData = app.getPath('userData');
  const here = await readSurroundings(userData);
  const desk = createDesk(userData);
  const engine = startEngine(userData, desk, here);
  const schedule = startSchedule(userData, desk, engine, here);
  const apply = (next: SettingsView): void => {
    here.settings = next;
    here.text = loadPlainTexts(here.resources, languageOf(next));
    nativeTheme.themeSource = next.theme;
    setMenu({
      text: here.text,
      platform: process.platform,
      onCommand: (command) => desk.push('menu:command', { command }),
    });
  };
  openDoor({
    isOwn: (frame) => desk.isOwn(frame),
    text: (key) => here.text(key),
    log: createLog(join(userData, 'logs')),
    handlers: createMainHandlers({
      desk,
      engine,
      userData,
      systemLanguage: () => systemLanguage(app.getPreferredSystemLanguages()),
      settings: () => here.settings,
      text: (key, values) => here.text(key, values),
      saveSettings: async (next) => {
        const before = here.settings.schedule;
        await saveSettings(userData, next);
        apply(next);
        schedule.apply(before);
      },
    }),
  });
  guardContents();
  guardSession(session.defaultSession);
  serveContent(join(dirname(here.resources), 'out', 'renderer'));
  // On Linux the installed .desktop file says so.
  if (app.isPackaged && process.platform !== 'linux') app.setAsDefaultProtocolClient(LINK_SCHEME);
  apply(here.settings);
  const openers: Openers = { desk, engine, text: (key, values) => here.text(key, values) };
  here.onWholeList = () => schedule.looked();
  schedule.apply(null);
  const first = early.map((asked) => openAsked(asked, openers, languageOf(here.settings)));
  desk.show();
  app.on('activate', () => desk.show());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' && !schedule.staysInTray()) app.quit();
  });
  app.on('quit', () => engine.stop());
  void Promise.all(first);
  return (asked) => {
    desk.show();
    void openAsked(asked, openers, languageOf(here.settings));
  };
}

interface Openers {
  readonly desk: Desk;
  readonly engine: EngineLink;
  readonly text: PlainTexts;
}

async function openAsked(asked: Asked, { desk, engine, text }: Openers, language: Language): Promise<void> {
  const { file, link, request } = readAsked(asked);
  if (link !== null) desk.showLink(link);
  try {
    if (request !== null)
      desk.showRequest((await engine.call('requests:receive', { language, given: request })).id);
    if (file === null) return;
    desk.showReport((await openReport({ desk, engine, text }, { language, path: file })).id);
  } catch (error) {
    if (error instanceof ToldError) desk.notice(error.text);
    else throw error;
  }
}
