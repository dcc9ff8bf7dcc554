/** The way around: a few places, always in sight. */
import type { Key } from '../i18n/translate.ts';
import { useTranslate } from '../i18n/use-translate.ts';
import { placeScreen, type Place, type Screen } from '../state/app.ts';
import { Icon } from './icon.tsx';
import styles from './rail.module.css';

const words: Readonly<Record<Place, Key>> = {
  start: 'window.rail.start',
  reports: 'window.rail.reports',
  board: 'window.rail.board',
  desk: 'window.rail.desk',
  providers: 'window.rail.providers',
  settings: 'window.rail.settings',
};
const places = ['start', 'reports', 'board', 'desk', 'providers', 'settings'] as const;

const placeOf: Readonly<Record<Screen['name'], Place>> = {
  start: 'start',
  run: 'start',
  report: 'reports',
  ticket: 'reports',
  reports: 'reports',
  compare: 'reports',
  board: 'board',
  batch: 'board',
  desk: 'desk',
  asked: 'desk',
  request: 'start',
  providers: 'providers',
  settings: 'settings',
};

interface RailProps {
  readonly current: Screen['name'];
  readonly onGo: (screen: Screen) => void;
}

export function Rail({ current, onGo }: RailProps) {
  const t = useTranslate();
  return (
    <nav className={styles['rail']} aria-label={t('window.rail.label')}>
      {places.map((name) => (
        <button
          key={name}
          type="button"
          className={styles['place']}
          aria-current={placeOf[current] === name ? 'page' : undefined}
          onClick={() => onGo(placeScreen(name))}
        >
          <Icon name={name} />
          <span>{t(words[name])}</span>
        </button>
      ))}
    </nav>
  );
}
