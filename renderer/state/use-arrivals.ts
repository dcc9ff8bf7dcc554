/** What comes to the window without being asked for: pushes of main and dropped files. */
import { usePush } from '../api.ts';
import { useTranslate } from '../i18n/use-translate.ts';
import { placeScreen, useApp, useAsk, type Screen } from './app.ts';
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

  const open = async () => {
    const opened = await ask('reports:open', { language });
    if (opened !== null) go({ name: 'report', id: opened.id });
  };
  return useDrop((path) => void take(path));

  /** A `.json` file is a provider pack, a request says so in its name, everything else had better be a report: main says so when it is not. */
  async function take(path: string): Promise<void> {
    if (path.toLowerCase().endsWith('.json')) {
      const pack = await ask('providers:import-file', { language, path });
      if (pack !== null) go({ name: 'providers', id: pack.id });
    } else if (path.toLowerCase().endsWith('.faultline-request')) {
      const request = await ask('requests:receive', { language, given: path });
      if (request !== null) go({ name: 'request', id: request.id });
    } else {
      const report = await ask('reports:open-file', { language, path });
      if (report !== null) go({ name: 'report', id: report.id });
    }
  }
}
