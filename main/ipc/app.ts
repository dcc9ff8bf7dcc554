/** Start, settings, the folder, and addresses outside the app. */
import { app, shell } from 'electron';
import { ownAnchor } from '../services/own-anchors.ts';
import { isResolverAddress } from '../services/resolver-address.ts';
import { defaultSettings } from '../services/settings-store.ts';
import type { Handlers } from './answer.ts';
import { ToldError } from './engine-link.ts';
import { isExternal } from './external.ts';
import type { MainContext } from './handlers.ts';

type Own = 'app:start' | 'settings:set' | 'privacy:delete-all' | 'privacy:show-folder' | 'external:open';

export const appHandlers = (context: MainContext): Pick<Handlers, Own> => ({
  'app:start': () => ({
    version: app.getVersion(),
    platform: process.platform,
    systemLanguage: context.systemLanguage(),
    settings: context.settings(),
    ...context.desk.takeFirst(),
  }),
  'settings:set': async (settings) => {
    const refuse = (kind: 'invalid_resolver' | 'invalid_anchor', value: string | undefined): void => {
      if (value === undefined) return;
      throw new ToldError(`app.error.${kind}`, context.text(`error.${kind}`, { value }));
    };
    refuse(
      'invalid_resolver',
      settings.resolvers.find((address) => !isResolverAddress(address)),
    );
    refuse(
      'invalid_anchor',
      settings.anchors.find((text) => ownAnchor(text) === null),
    );
    const { keepMonths } = context.settings();
    await context.saveSettings(settings);
    if (settings.keepMonths !== keepMonths) await context.engine.call('history:retain', undefined);
    return settings;
  },
  /** Reports, packs and what is kept with them are the engine's; the settings are main's. */
  'privacy:delete-all': async (input) => {
    await context.engine.call('privacy:delete-all', input);
    await context.saveSettings(defaultSettings);
    return null;
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
