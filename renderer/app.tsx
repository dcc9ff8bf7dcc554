/** The rail, the current screen, and the place for notices. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { OutputOf } from '../main/contract/channels.ts';
import { TranslateContext, useTranslate } from './i18n/use-translate.ts';
import { translateInto } from './i18n/translate.ts';
import { Button } from './parts/button.tsx';
import { Notice } from './parts/notice.tsx';
import { Rail } from './parts/rail.tsx';
import { BatchScreen } from './screens/batch/batch-screen.tsx';
import { BoardScreen } from './screens/board/board-screen.tsx';
import { CompareScreen } from './screens/compare/compare-screen.tsx';
import { AskedScreen } from './screens/desk/asked-screen.tsx';
import { DeskScreen } from './screens/desk/desk-screen.tsx';
import { ProvidersScreen } from './screens/providers/providers-screen.tsx';
import { ReportScreen } from './screens/report/report-screen.tsx';
import { ReportsScreen } from './screens/reports/reports-screen.tsx';
import { RequestScreen } from './screens/request/request-screen.tsx';
import { RunScreen } from './screens/run/run-screen.tsx';
import { SettingsScreen } from './screens/settings/settings-screen.tsx';
import { StartScreen } from './screens/start/start-screen.tsx';
import { TicketScreen } from './screens/ticket/ticket-screen.tsx';
import { AppContext, type AppState, type NoticeAction, type NoticeKind, type Screen } from './state/app.ts';
import { useArrivals } from './state/use-arrivals.ts';
import styles from './app.module.css';

type Start = OutputOf<'app:start'>;
interface Said {
  readonly text: string;
  readonly kind: NoticeKind;
  readonly action: NoticeAction | null;
}

function firstScreen(start: Start): Screen {
  if (start.request !== null) return { name: 'request', id: start.request };
  if (start.open !== null) return { name: 'report', id: start.open };
  if (start.board) return { name: 'board' };
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
      return <TicketScreen id={screen.id} problem={screen.problem} cause={screen.cause ?? null} />;
    case 'reports':
      return <ReportsScreen compareWith={screen.compareWith ?? null} />;
    case 'compare':
      return <CompareScreen left={screen.left} right={screen.right} />;
    case 'board':
      return <BoardScreen />;
    case 'batch':
      return <BatchScreen />;
    case 'desk':
      return <DeskScreen />;
    case 'asked':
      return <AskedScreen id={screen.id} />;
    case 'request':
      return <RequestScreen id={screen.id} />;
    case 'providers':
      return <ProvidersScreen id={screen.id} />;
    case 'settings':
      return <SettingsScreen />;
  }
}

/** A screen begins anew when it shows something else; the list of providers stays while one of them is looked at. */
const keyOf = (screen: Screen): string =>
  screen.name === 'providers' ? 'providers' : JSON.stringify(screen);

export function App({ start }: { readonly start: Start }) {
  const [screen, setScreen] = useState(() => firstScreen(start));
  const [settings, setSettings] = useState(start.settings);
  const [notice, setNotice] = useState<Said | null>(null);
  const t = translateInto(settings.language === 'system' ? start.systemLanguage : settings.language);

  const go = useCallback((next: Screen) => {
    setNotice(null);
    setScreen(next);
  }, []);
  const say = useCallback(
    (text: string, kind: NoticeKind, action: NoticeAction | null = null) => setNotice({ text, kind, action }),
    [],
  );
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

  return (
    <AppContext value={app}>
      <TranslateContext value={t}>
        <div className={styles['app']}>
          <Rail current={screen.name} onGo={go} />
          <main className={styles['main']}>
            <div className={styles['notice']} aria-live="polite">
              {notice !== null && (
                <Notice kind={notice.kind} onClose={() => setNotice(null)}>
                  {notice.text} <Way action={notice.action} onGo={go} />
                </Notice>
              )}
            </div>
            <Current key={keyOf(screen)} screen={screen} />
          </main>
          <Arrivals screen={screen} />
        </div>
      </TranslateContext>
    </AppContext>
  );
}

interface WayProps {
  readonly action: NoticeAction | null;
  readonly onGo: (screen: Screen) => void;
}

function Way({ action, onGo }: WayProps) {
  if (action === null) return null;
  return (
    <Button look="quiet" className={styles['way'] ?? ''} onClick={() => onGo(action.screen)}>
      {action.label}
    </Button>
  );
}

/** Stands below the contexts, since what arrives may have to be said. */
function Arrivals({ screen }: { readonly screen: Screen }) {
  const t = useTranslate();
  const isFileOver = useArrivals(screen);
  return isFileOver && <div className={styles['drop']}>{t('window.drop')}</div>;
}
