/** Files that the person chooses with the system's dialogs: reports to open or save, packs to bring. */
import { dialog, type FileFilter } from 'electron';
import { readLogo } from '../services/exports/logo.ts';
import { writeAtomically } from '../services/file-writer.ts';
import { SaidError } from '../services/said-error.ts';
import type { InputOf } from '../contract/channels.ts';
import { isRequestFile } from '../services/asked-file.ts';
import type { Handlers } from './answer.ts';
import { ToldError } from './engine-link.ts';
import type { MainContext } from './handlers.ts';

type Own =
  | 'batch:open'
  | 'reports:open'
  | 'reports:open-file'
  | 'reports:view'
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
      withIdentity(
        context,
        () => engine.call('reports:view', input),
        async (identity) => {
          await engine.call('report:unlock', { ...input, identity });
          return engine.call('reports:view', input);
        },
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
    const identity = await chosenFile(context, filter);
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

async function chosenFile({ desk, text }: DialogContext, filter: FileFilter): Promise<string | null> {
  const options = {
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
