/** Start, settings, the folder, and addresses outside the app. */
import { app, shell } from 'electron';
import type { Handlers } from './answer.ts';
import { ToldError } from './engine-link.ts';
import { isExternal } from './external.ts';
import type { MainContext } from './handlers.ts';

type Own = 'app:start' | 'settings:set' | 'privacy:show-folder' | 'external:open';

export const appHandlers = (context: MainContext): Pick<Handlers, Own> => ({
  'app:start': () => ({
    version: app.getVersion(),
    platform: process.platform,
    systemLanguage: context.systemLanguage(),
    settings: context.settings(),
    ...context.desk.takeFirst(),
  }),
  'settings:set': async (settings) => {
    await context.saveSettings(settings);
    return settings;
  },
  'privacy:show-folder': async () => {
    await shell.openPath(context.userData);
    return null;
  },
  'external:open': async ({ url }) => {
    if (!isExternal(url)) throw new ToldError('app.error.not_external', context.text('error.not_external'));
    await shell.openExternal(url);
    return null;
  },
});
