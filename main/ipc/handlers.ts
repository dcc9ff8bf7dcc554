/** Every call of the window with what answers it: a few are main's own, all others go to the engine as they are. */
import type { BrowserWindow } from 'electron';
import type { SettingsView } from '../contract/views.ts';
import type { EngineChannel } from '../engine-process/protocol.ts';
import type { PlainTexts } from '../services/plain-texts.ts';
import type { Language } from '../../diagnostics/model/vocabulary.ts';
import type { Handlers } from './answer.ts';
import { appHandlers } from './app.ts';
import type { EngineLink } from './engine-link.ts';
import { fileHandlers } from './files.ts';
import { replyHandlers } from './replies.ts';
import { requestHandlers } from './requests.ts';
import { ticketHandlers } from './tickets.ts';

export interface MainContext {
  readonly desk: {
    window(): BrowserWindow | null;
    takeFirst(): {
      readonly open: string | null;
      readonly link: { readonly target: string; readonly provider: string | null } | null;
      readonly request: string | null;
      readonly board: boolean;
    };
    showRequest(id: string): void;
  };
  readonly engine: EngineLink;
  readonly userData: string;
  systemLanguage(): Language;
  settings(): SettingsView;
  saveSettings(settings: SettingsView): Promise<void>;
  readonly text: PlainTexts;
}

const through = ({
  engine,
}: MainContext): Pick<
  Handlers,
  Exclude<EngineChannel, 'privacy:delete-all' | 'reports:open-file' | 'reports:view' | 'reports:compare'>
> => ({
  'start:view': (input) => engine.call('start:view', input),
  'target:understand': (input) => engine.call('target:understand', input),
  'run:start': (input) => engine.call('run:start', input),
  'run:cancel': (input) => engine.call('run:cancel', input),
  'reports:list': (input) => engine.call('reports:list', input),
  'reports:observation': (input) => engine.call('reports:observation', input),
  'reports:answer': (input) => engine.call('reports:answer', input),
  'reports:delete': (input) => engine.call('reports:delete', input),
  'requests:make': (input) => engine.call('requests:make', input),
  'requests:made': (input) => engine.call('requests:made', input),
  'requests:list': (input) => engine.call('requests:list', input),
  'requests:forget': (input) => engine.call('requests:forget', input),
  'requests:view': (input) => engine.call('requests:view', input),
  'requests:receive': (input) => engine.call('requests:receive', input),
  'batch:read': (input) => engine.call('batch:read', input),
  'batch:start': (input) => engine.call('batch:start', input),
  'batch:resume': (input) => engine.call('batch:resume', input),
  'batch:cancel': (input) => engine.call('batch:cancel', input),
  'batch:state': (input) => engine.call('batch:state', input),
  'board:view': (input) => engine.call('board:view', input),
  'board:rows': (input) => engine.call('board:rows', input),
  'board:expiries': (input) => engine.call('board:expiries', input),
  'reply:view': (input) => engine.call('reply:view', input),
  'code:read': (input) => engine.call('code:read', input),
  'ticket:compose': (input) => engine.call('ticket:compose', input),
  'providers:list': (input) => engine.call('providers:list', input),
  'providers:view': (input) => engine.call('providers:view', input),
  'providers:import-file': (input) => engine.call('providers:import-file', input),
  'providers:remove': (input) => engine.call('providers:remove', input),
  'history:past': (input) => engine.call('history:past', input),
  'history:older': (input) => engine.call('history:older', input),
  'privacy:storage': (input) => engine.call('privacy:storage', input),
});

export const createMainHandlers = (context: MainContext): Handlers => ({
  ...through(context),
  ...appHandlers(context),
  ...fileHandlers(context),
  ...ticketHandlers(context),
  ...requestHandlers(context),
  ...replyHandlers(context),
});
