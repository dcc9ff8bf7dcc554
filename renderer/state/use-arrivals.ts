/** What comes to the window without being asked for: pushes of main and dropped files. */
import { useMemo } from 'react';
import { usePush } from '../api.ts';
import { useTranslate } from '../i18n/use-translate.ts';
import { placeScreen, useApp, useAsk, type Screen } from './app.ts';
import { latestOnly } from './latest-only.ts';
import { useRunPushes } from './runs.ts';
import { useDrop } from './use-drop.ts';

/** Whether a file hovers over the window. */
export function useArrivals(screen: Screen): boolean {
  const t = useTranslate();
  const ask = useAsk();
  const { go, say } = useApp();
  const { language } = t;

  useRunPushes();
  usePush('report:show', ({ id }) => go({ name: 'report', id }));
  usePush('notice:show', ({ text }) => say(text, 'error'));
  usePush('request:show', ({ id }) => go({ name: 'request', id }));
  usePush('link:open', (link) => go({ name: 'start', ...link }));
  usePush('run:push', ({ runId, push }) => {
    if (screen.name === 'run' && screen.runId === runId) return;
    if (push.type === 'failed') say(push.text, 'error');
    if (push.type !== 'finished') return;
    const show = {
      label: t('window.run.show_report'),
      screen: { name: 'report', id: push.reportId },
    } as const;
    say(t('window.run.finished'), 'done', show);
  });
  usePush('menu:command', ({ command }) => {
    if (command === 'new') go({ name: 'start' });
    else if (command === 'open') void open();
    // What there is to save only the screen knows that shows it.
    else if (command !== 'save') go(placeScreen(command));
  });

  const show = useMemo(() => latestOnly(go), [go]);
  const open = () => show(ask('reports:open', { language }).then(reportScreen));
  return useDrop((path) => void show(take(path)));

  /** A `.json` file is a provider pack, a request says so in its name, everything else had better be a report: main says so when it is not. */
  async function take(path: string): Promise<Screen | null> {
    if (path.toLowerCase().endsWith('.json')) {
      const pack = await ask('providers:import-file', { language, path });
      return pack && { name: 'providers', id: pack.id };
    }
    if (path.toLowerCase().endsWith('.faultline-request')) {
      const request = await ask('requests:receive', { language, given: path });
      return request && { name: 'request', id: request.id };
    }
    return reportScreen(await ask('reports:open-file', { language, path }));
  }
}

const reportScreen = (opened: { readonly id: string } | null): Screen | null =>
  opened && { name: 'report', id: opened.id };
