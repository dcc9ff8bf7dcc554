/** The rail, the current screen, and what main tells without being asked. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { OutputOf } from '../main/contract/channels.ts';
import { useApi, usePush } from './api.ts';
import { TranslateContext } from './i18n/use-translate.ts';
import { translateInto } from './i18n/translate.ts';
import { Notice } from './parts/notice.tsx';
import { Rail } from './parts/rail.tsx';
import { CompareScreen } from './screens/compare/compare-screen.tsx';
import { ProvidersScreen } from './screens/providers/providers-screen.tsx';
import { ReportScreen } from './screens/report/report-screen.tsx';
import { ReportsScreen } from './screens/reports/reports-screen.tsx';
import { RunScreen } from './screens/run/run-screen.tsx';
import { SettingsScreen } from './screens/settings/settings-screen.tsx';
import { StartScreen } from './screens/start/start-screen.tsx';
import { TicketScreen } from './screens/ticket/ticket-screen.tsx';
import { AppContext, type AppState, type NoticeKind, type Screen } from './state/app.ts';
import styles from './app.module.css';

type Start = OutputOf<'app:start'>;

function firstScreen(start: Start): Screen {
  if (start.open !== null) return { name: 'report', id: start.open };
  return start.link === null ? { name: 'start' } : { name: 'start', ...start.link };
}

function Current({ screen }: { readonly screen: Screen }) {
  switch (screen.name) {
    case 'start':
      return <StartScreen target={screen.target ?? ''} provider={screen.provider ?? null} />;
    case 'run':
      return <RunScreen runId={screen.runId} />;
    case 'report':
      return <ReportScreen id={screen.id} />;
    case 'ticket':
      return <TicketScreen id={screen.id} problem={screen.problem} />;
    case 'reports':
      return <ReportsScreen />;
    case 'compare':
      return <CompareScreen left={screen.left} right={screen.right} />;
    case 'providers':
      return <ProvidersScreen />;
    case 'settings':
      return <SettingsScreen />;
  }
}

export function App({ start }: { readonly start: Start }) {
  const api = useApi();
  const [screen, setScreen] = useState(() => firstScreen(start));
  const [settings, setSettings] = useState(start.settings);
  const [notice, setNotice] = useState<{ readonly text: string; readonly kind: NoticeKind } | null>(null);
  const t = translateInto(settings.language === 'system' ? start.systemLanguage : settings.language);

  const go = useCallback((next: Screen) => {
    setNotice(null);
    setScreen(next);
  }, []);
  const say = useCallback((text: string, kind: NoticeKind) => setNotice({ text, kind }), []);
  const app = useMemo<AppState>(
    () => ({ version: start.version, settings, setSettings, go, say }),
    [start.version, settings, go, say],
  );

  useEffect(() => {
    document.documentElement.lang = t.language;
  }, [t]);
  useEffect(() => {
    document.documentElement.dataset['theme'] = settings.theme;
  }, [settings.theme]);

  const openReport = async () => {
    const reply = await api.call('reports:open', { language: t.language });
    if (!reply.ok) say(reply.error.text, 'error');
    else if (reply.value !== null) go({ name: 'report', id: reply.value.id });
  };
  usePush('report:show', ({ id }) => go({ name: 'report', id }));
  usePush('notice:show', ({ text }) => say(text, 'error'));
  usePush('link:open', (link) => go({ name: 'start', ...link }));
  usePush('menu:command', ({ command }) => {
    if (command === 'open') void openReport();
    else if (command === 'new') go({ name: 'start' });
    else if (command !== 'save') go({ name: command });
  });

  return (
    <AppContext value={app}>
      <TranslateContext value={t}>
        <div className={styles['app']}>
          <Rail current={screen.name} onGo={go} />
          <main className={styles['main']}>
            {notice !== null && (
              <div className={styles['notice']}>
                <Notice kind={notice.kind} onClose={() => setNotice(null)}>
                  {notice.text}
                </Notice>
              </div>
            )}
            <Current key={JSON.stringify(screen)} screen={screen} />
          </main>
        </div>
      </TranslateContext>
    </AppContext>
  );
}
