/** Files that the person chooses with the system's dialogs: reports to open or save, packs to bring. */
import { dialog, type FileFilter } from 'electron';
import { readLogo } from '../services/exports/logo.ts';
import { writeAtomically } from '../services/file-writer.ts';
import { SaidError } from '../services/said-error.ts';
import type { InputOf } from '../contract/channels.ts';
import type { Language } from '../../diagnostics/model/vocabulary.ts';
import { isRequestFile } from '../services/asked-file.ts';
import type { Handlers } from './answer.ts';
import { ToldError } from './engine-link.ts';
import type { MainContext } from './handlers.ts';

type Own =
  | 'batch:open'
  | 'reports:open'
  | 'reports:open-file'
  | 'reports:view'
  | 'reports:compare'
  | 'reports:save'
  | 'providers:import'
  | 'history:export'
  | 'history:logo';

type DialogContext = Pick<MainContext, 'text'> & { readonly desk: Pick<MainContext['desk'], 'window'> };

export const fileHandlers = (context: MainContext): Pick<Handlers, Own> => {
  const { desk, engine, text } = context;
  return {
    'reports:open': async (input) => {
      const path = await chosenFile(context, {
        name: text('dialog.reports'),
        extensions: ['faultline', 'faultline-request', 'json'],
      });
      if (path === null) return null;
      if (!isRequestFile(path)) return openReport(context, { ...input, path });
      desk.showRequest((await engine.call('requests:receive', { language: input.language, given: path })).id);
      return null;
    },
    'reports:open-file': (input) => openReport(context, input),
    'reports:view': (input) =>
      unlocking(context, { ids: [input.id], ...input }, () => engine.call('reports:view', input)),
    'reports:compare': (input) =>
      unlocking(context, { ids: [input.left, input.right], ...input }, () =>
        engine.call('reports:compare', input),
      ),
    'reports:save': async (input) => {
      const file = await engine.call('report:file', input);
      return saveFile(context, file.name, file.content);
    },
    'batch:open': async ({ language }) => {
      const path = await chosenFile(context, {
        name: text('dialog.lists'),
        extensions: ['csv', 'txt', 'tsv'],
      });
      return path === null ? null : engine.call('batch:read', { language, path, columns: {} });
    },
    'history:export': async (input) => {
      const file = await engine.call('history:file', input);
      return saveFile(context, file.name, file.content);
    },
    'history:logo': async () => {
      const path = await chosenFile(context, {
        name: text('dialog.pictures'),
        extensions: ['png', 'jpg', 'jpeg'],
      });
      return path === null ? null : { logo: await logoFrom(context, path) };
    },
    'providers:import': async ({ language }) => {
      const path = await chosenFile(context, { name: text('dialog.packs'), extensions: ['json'] });
      return path === null ? null : engine.call('providers:import-file', { language, path });
    },
  };
};

type Opening = InputOf<'reports:open-file'>;

export const openReport = (
  context: DialogContext & Pick<MainContext, 'engine'>,
  input: Opening,
): Promise<{ readonly id: string }> =>
  withIdentity(
    context,
    () => context.engine.call('reports:open-file', input),
    (identity) => context.engine.call('report:open', { ...input, identity }),
  );

/** What is shown of reports that are kept: one identity file opens all of them that are sealed for it. */
const unlocking = <T>(
  context: DialogContext & Pick<MainContext, 'engine'>,
  { ids, language }: { readonly ids: readonly string[]; readonly language: Language },
  show: () => Promise<T>,
): Promise<T> =>
  withIdentity(context, show, async (identity) => {
    for (const id of ids) await context.engine.call('report:unlock', { id, language, identity });
    return show();
  });

/** For a report that is sealed, the person is asked for the identity file; it is read for this one report and not remembered. */
async function withIdentity<T>(
  context: DialogContext,
  open: () => Promise<T>,
  openWith: (identity: string) => Promise<T>,
): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof ToldError) || error.key !== 'report.sealed.needs_identity') throw error;
    const filter = { name: context.text('dialog.identity'), extensions: ['txt', 'age', 'key'] };
    // nobody asked for this dialog: it has to say by itself what it wants
    const identity = await chosenFile(context, filter, context.text('dialog.identity_title'));
    if (identity === null) throw error;
    return openWith(identity);
  }
}

/** Main says its own refusals in its own words. */
async function logoFrom({ text }: MainContext, path: string): Promise<string> {
  try {
    return await readLogo(path);
  } catch (error) {
    throw error instanceof SaidError ? new ToldError(error.said.key, text('error.no_logo')) : error;
  }
}

/** @param title where nobody pressed a button that says it; macOS shows it as a message. */
async function chosenFile(
  { desk, text }: DialogContext,
  filter: FileFilter,
  title?: string,
): Promise<string | null> {
  const options = {
    ...(title === undefined ? {} : { title, message: title }),
    properties: ['openFile' as const],
    filters: [filter, { name: text('dialog.all'), extensions: ['*'] }],
  };
  const window = desk.window();
  const { filePaths } =
    window === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
  return filePaths[0] ?? null;
}

/** Null when the person thought better of it. */
export async function saveFile(
  { desk }: MainContext,
  name: string,
  content: string | Uint8Array,
): Promise<{ readonly path: string } | null> {
  const options = { defaultPath: name };
  const window = desk.window();
  const { filePath } =
    window === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options);
  if (!filePath) return null;
  await writeAtomically(filePath, content);
  return { path: filePath };
}
